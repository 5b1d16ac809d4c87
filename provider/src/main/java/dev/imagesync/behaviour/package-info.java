/**
 * The behaviour of a synced image as values and one pure function: start at {@link dev.imagesync.behaviour.Decisions}. Every rule
 * stands here once, for every engine; nothing here asks a registry or knows an engine.
 */
@NullMarked
package dev.imagesync.behaviour;

import org.jspecify.annotations.NullMarked;
