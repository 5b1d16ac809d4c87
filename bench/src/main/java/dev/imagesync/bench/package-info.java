/** Measures the program and its peers in one run, in turns, so that a busy machine is equally busy for all of them. */
@NullMarked
package dev.imagesync.bench;

import org.jspecify.annotations.NullMarked;
