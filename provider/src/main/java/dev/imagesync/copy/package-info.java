/**
 * Copies an image graph from one repository to another, byte for byte: mount, skip, stream, verify.
 */
@NullMarked
package dev.imagesync.copy;

import org.jspecify.annotations.NullMarked;
