/**
 * The Pulumi door: decodes what the engine sends, asks {@link dev.imagesync.lifecycle}, and encodes the outcome. It holds
 * no rule of its own.
 */
@NullMarked
package dev.imagesync.pulumi;

import org.jspecify.annotations.NullMarked;
