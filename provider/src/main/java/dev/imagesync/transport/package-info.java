/**
 * HTTP to registries: connections, credentials and tokens, retries, and where a request may be sent at all.
 */
@NullMarked
package dev.imagesync.transport;

import org.jspecify.annotations.NullMarked;
