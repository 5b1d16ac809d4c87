/**
 * Names of images: registry, repository, tag, digest, platform. Immutable values without I/O; their constructors check
 * and say what was wrong.
 */
@NullMarked
package dev.imagesync.reference;

import org.jspecify.annotations.NullMarked;
