/**
 * The command line: {@code imagesync}. Data goes to stdout, everything else to stderr; exit code 0 done, 1 failed, 64 usage,
 * 130 interrupted.
 */
@NullMarked
package dev.imagesync.cli;

import org.jspecify.annotations.NullMarked;
