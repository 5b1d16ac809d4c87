package dev.imagesync.terraform;

import dev.imagesync.tfvalues.Value;

/** What Terraform asks of the resource. */
sealed interface ResourceRequest {

    /** What it looks like now. */
    record Read(Value.Fields state, PrivateState privateState) implements ResourceRequest {}

    /**
     * What would become of it.
     *
     * @param prior its state; null, in Terraform's sense, for one that is created
     * @param config what the user wrote; null, in Terraform's sense, for one that is destroyed
     */
    record Plan(Value prior, Value config, PrivateState privateState) implements ResourceRequest {}

    /**
     * That the plan be done.
     *
     * @param prior its state; null, in Terraform's sense, for one that is created
     * @param planned its plan; null, in Terraform's sense, for one that is destroyed
     */
    record Apply(Value prior, Value planned, PrivateState privateState) implements ResourceRequest {

        boolean isDelete() {
            return planned instanceof Value.Null;
        }
    }
}
