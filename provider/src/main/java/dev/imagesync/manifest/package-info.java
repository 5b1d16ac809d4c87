/**
 * Manifests as the bytes that came. Parsing gives a view; nothing here ever writes a manifest again, because one changed
 * byte is another digest.
 */
@NullMarked
package dev.imagesync.manifest;

import org.jspecify.annotations.NullMarked;
