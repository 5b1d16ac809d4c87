package dev.imagesync.terraform;

import dev.imagesync.behaviour.Property;
import dev.imagesync.tfvalues.Value;
import java.util.Set;

/**
 * What a call of the resource gives back.
 *
 * @param state the state, or the plan of one
 * @param privateState what to leave with Terraform
 * @param replaces the properties whose change makes a replacement
 */
record ResourceResult(Value state, PrivateState privateState, Set<Property> replaces) {

    ResourceResult {
        replaces = Set.copyOf(replaces);
    }

    static ResourceResult of(Value state, PrivateState privateState) {
        return new ResourceResult(state, privateState, Set.of());
    }
}
