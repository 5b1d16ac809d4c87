/** What a provider's configuration says, read alike for every engine that has providers, and what it then works with. */
@NullMarked
package dev.imagesync.configuration;

import org.jspecify.annotations.NullMarked;
