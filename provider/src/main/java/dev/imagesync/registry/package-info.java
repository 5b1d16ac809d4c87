/**
 * The OCI distribution API, one class an endpoint, and the client that puts them together.
 */
@NullMarked
package dev.imagesync.registry;

import org.jspecify.annotations.NullMarked;
