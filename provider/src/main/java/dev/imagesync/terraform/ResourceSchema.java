package dev.imagesync.terraform;

import dev.imagesync.terraform.Attribute.How;
import dev.imagesync.terraform.Attribute.Nesting;
import dev.imagesync.tfvalues.Type;
import java.util.List;

/** The resource {@code imagesync}. The forerunner's provider wrote version 1 of its state. */
final class ResourceSchema {

    private static final List<Attribute> TIMEOUTS = List.of(
            timeout("create", "a create, or the copy of a replacement,"),
            timeout("update", "an update, which may copy too,"),
            timeout("delete", "a delete"));

    private static final List<Attribute> INPUTS = List.of(
            Attribute.required(
                    "source",
                    Type.string(),
                    "Image to mirror: `host/repository:tag` or `host/repository@sha256:...`; never written to. Without a "
                            + "host it is Docker Hub's, without a tag `latest`. With a digest it is pinned to that one, whatever "
                            + "its tag does, and the plan shows it. When its tag moves to another digest the "
                            + "image is replaced. When this attribute is changed it is updated in place: with an equal "
                            + "digest nothing is copied. A reference that is malformed is refused with `IS1001`."),
            Attribute.required(
                    "destination",
                    Type.string(),
                    "Where the mirror stands: `host/repository:tag`, without a tag `latest`. The tag is this resource's "
                            + "own: created, repaired and deleted by it. It must name its host (`IS1002`) and no digest "
                            + "(`IS1003`), and differ from `source` (`IS1004`). Changing it forces replacement."));

    private static final List<Attribute> OPTIONS = List.of(
            Attribute.either(
                    "source_digest",
                    Type.string(),
                    "Pins the source to this digest: `sha256:` and 64 hexadecimal digits (`IS1005`). Default, and while it "
                            + "is null: what `source` points at when it is copied, and here it can be read. Pinning "
                            + "another digest forces replacement, and the plan shows it."),
            Attribute.optional(
                    "platforms",
                    Type.set(Type.string()),
                    "Platforms to keep of a multi-platform source, `os/arch` or `os/arch/variant`, such as `linux/amd64` "
                            + "(`IS1011`). The copy is then a shorter index with a digest of its own, and carries the "
                            + "attestations of what it keeps. One that the source lacks is an error (`IS4013`). Default: "
                            + "all, byte for byte. Changing it forces replacement."),
            Attribute.either(
                    "include_referrers",
                    Type.bool(),
                    "Whether signatures, SBOMs and other artifacts that refer to the image are copied as well, also those "
                            + "attached upstream later. Default: `false`. Turned on, it updates in place; turned off, it "
                            + "removes nothing. Costs one more request in each plan."),
            Attribute.either(
                    "delete_policy",
                    Type.string(),
                    "What goes when the image is replaced or destroyed: `tag` (default) takes the tag, and only if it "
                            + "still points at our digest; `image` also takes the manifest, when no other tag, index or "
                            + "referrer needs it, that of a replaced image with the next replacement or the destroy; `retain` touches "
                            + "nothing. Anything else is refused with `IS1006`. Changing it updates the record only."),
            Attribute.nested(
                    "timeouts",
                    How.OPTIONAL,
                    Nesting.SINGLE,
                    TIMEOUTS,
                    "How long an operation may take before it is ended with an error. Default: as long as it takes. "
                            + "Changing it updates the record only."));

    private static final List<Attribute> OUTPUTS = List.of(
            Attribute.computed("id", Type.string(), "The same as `digest_ref`."),
            Attribute.computed(
                    "digest",
                    Type.string(),
                    "Digest of the image at the destination: `sha256:` and 64 hexadecimal digits. Differs from "
                            + "`source_digest` only with `platforms`."),
            Attribute.computed(
                    "digest_ref",
                    Type.string(),
                    "Reference by digest, `host/repository@sha256:...`: what dependants pull. Changes when the content "
                            + "changes, and only then."),
            Attribute.computed(
                    "observed_digest",
                    Type.string(),
                    "Digest that the destination's tag pointed at when it was last read; empty when the tag was missing. "
                            + "Differs from `digest` when somebody else has moved the tag, and then the next apply sets "
                            + "it back."),
            Attribute.computed(
                    "media_type",
                    Type.string(),
                    "Media type of the manifest at the destination, such as `application/vnd.oci.image.index.v1+json`."));

    static final BlockSchema BLOCK = new BlockSchema(
            2,
            "An image in a registry of ours, kept equal to an image of another registry: copied byte for byte with all "
                    + "its platforms, and looked at in every plan.",
            List.of(INPUTS, OPTIONS, OUTPUTS).stream().flatMap(List::stream).toList());

    private ResourceSchema() {}

    private static Attribute timeout(String operation, String what) {
        return Attribute.optional(
                operation,
                Type.string(),
                "How long " + what
                        + " may take: hours, minutes and seconds, such as `90s`, `30m` or `1h30m`. Default: as "
                        + "long as it takes.");
    }
}
