/**
 * Who we are for a registry: credentials from the provider's settings and from the docker config and its helpers. No HTTP.
 */
@NullMarked
package dev.imagesync.auth;

import org.jspecify.annotations.NullMarked;
