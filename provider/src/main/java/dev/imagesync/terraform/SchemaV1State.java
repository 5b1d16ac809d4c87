package dev.imagesync.terraform;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import dev.imagesync.tfvalues.Value;

/**
 * State that the provider sHesl/imagesync wrote, schema version 1: {@code source}, {@code destination}, {@code source_digest}
 * and an {@code id} that is the destination's repository and digest. What it copied of an index was one platform, so that the
 * first plan after this may truly differ.
 */
final class SchemaV1State {

    private SchemaV1State() {}

    static Value.Fields takeOver(Value.Fields old) {
        String id = ResourceState.text(old.get("id"));
        int at = id == null ? -1 : id.lastIndexOf('@');
        if (id == null || at < 0) {
            throw Problem.ofInput(
                            Code.STATE_UNREADABLE,
                            "the id of the old state, " + id + ", has no digest",
                            "take the resource out of the state ({stateRemoval}) and import it again")
                    .toException();
        }
        Value digest = Value.of(id.substring(at + 1));
        Value sourceDigest = old.get("source_digest");
        return old.with("digest", digest)
                .with("source_digest", sourceDigest instanceof Value.Text ? sourceDigest : digest)
                .with("digest_ref", Value.of(id))
                .with("observed_digest", digest)
                .with("media_type", Value.of(""))
                .with("include_referrers", Value.of(false))
                .with("delete_policy", Value.of("tag"));
    }
}
