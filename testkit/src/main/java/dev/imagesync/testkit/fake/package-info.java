/**
 * A registry in memory that keeps strictly to the OCI distribution spec, and breaks it where a test says so. Requests become
 * values, endpoints are functions from {@link dev.imagesync.testkit.fake.Request} to
 * {@link dev.imagesync.testkit.fake.Response}, and faults stand between them and the wire.
 */
@NullMarked
package dev.imagesync.testkit.fake;

import org.jspecify.annotations.NullMarked;
