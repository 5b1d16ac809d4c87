/**
 * Desired against observed: the behaviour of a synced image, each rule once, for every engine. Start at
 * {@link dev.imagesync.lifecycle.Decisions}, the table; {@link dev.imagesync.lifecycle.SyncedImages} does what it says.
 */
@NullMarked
package dev.imagesync.lifecycle;

import org.jspecify.annotations.NullMarked;
