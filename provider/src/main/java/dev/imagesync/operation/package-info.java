/**
 * What is under way: for which resource, who listens, and how it is ended. One value that goes through all layers.
 */
@NullMarked
package dev.imagesync.operation;

import org.jspecify.annotations.NullMarked;
