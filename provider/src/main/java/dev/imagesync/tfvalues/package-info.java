/**
 * Terraform's type and value system, and how values travel between Terraform (or OpenTofu) and a provider: as MessagePack,
 * in stored state as JSON. It stands on its own and knows nothing of this program.
 *
 * <pre>{@code
 * Type image = Type.object(Map.of("source", Type.string(), "platforms", Type.set(Type.string())));
 * Value config = MessagePack.decode(image, bytes);
 * Value planned = ((Value.Fields) config).with("digest", Value.unknown(Refinement.notNull().prefix("sha256:")));
 * }</pre>
 *
 * <p>A {@link dev.imagesync.tfvalues.Type} says what may be in a place; a {@link dev.imagesync.tfvalues.Value} is what is there,
 * and may be null or not known yet whatever its type. Values do not carry their type: on the wire neither do they, except where
 * the type is {@linkplain dev.imagesync.tfvalues.Type.Dynamic dynamic}.
 */
@NullMarked
package dev.imagesync.tfvalues;

import org.jspecify.annotations.NullMarked;
