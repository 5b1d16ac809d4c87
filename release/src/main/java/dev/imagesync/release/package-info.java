/** Completes {@code dist/release}, what an owner uploads. */
@NullMarked
package dev.imagesync.release;

import org.jspecify.annotations.NullMarked;
