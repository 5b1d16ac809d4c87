/** Makes {@code dist/imagesync} run without Java on the machine, and quickly: a runtime, and a trained AOT cache a door. */
@NullMarked
package dev.imagesync.packaging;

import org.jspecify.annotations.NullMarked;
