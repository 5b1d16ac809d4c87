/** What tests and demos of registries need, and shares no code with what they judge. */
@NullMarked
package dev.imagesync.testkit;

import org.jspecify.annotations.NullMarked;
