/**
 * What a registry lets go of, and how: one tag and nothing else, or a manifest that nothing needs any more. Registries differ
 * here more than anywhere, and some lie: nothing is believed that was not seen.
 */
@NullMarked
package dev.imagesync.removal;

import org.jspecify.annotations.NullMarked;
