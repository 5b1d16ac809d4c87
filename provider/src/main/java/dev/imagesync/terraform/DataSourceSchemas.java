package dev.imagesync.terraform;

import dev.imagesync.terraform.Attribute.How;
import dev.imagesync.terraform.Attribute.Nesting;
import dev.imagesync.tfvalues.Type;
import java.util.List;

/** The data sources. */
final class DataSourceSchemas {

    static final BlockSchema IMAGE = new BlockSchema(
            0,
            "Looks an image up in a registry: its digest, by one HEAD request. Copies nothing.",
            List.of(
                    Attribute.required(
                            "ref",
                            Type.string(),
                            "Image to look up: `host/repository:tag` or `host/repository@sha256:...`. Without a host it is "
                                    + "Docker Hub's, without a tag `latest`. A reference that is malformed is refused with "
                                    + "`IS1001`, an image that does not exist with `IS4002`."),
                    Attribute.optional(
                            "include_platforms",
                            Type.bool(),
                            "Whether to list the platforms. Default: `false`. Costs a GET, which Docker Hub counts as a "
                                    + "pull."),
                    Attribute.optional(
                            "allow_unavailable",
                            Type.bool(),
                            "Whether an image that is missing or cannot be read gives null results in place of an error. "
                                    + "Default: `false`."),
                    Attribute.computed(
                            "digest",
                            Type.string(),
                            "Digest of the image: `sha256:` and 64 hexadecimal digits. Null when the image is unavailable "
                                    + "and `allow_unavailable` is set."),
                    Attribute.computed(
                            "digest_ref",
                            Type.string(),
                            "Reference by digest, `host/repository@sha256:...`. Null when the image is unavailable and "
                                    + "`allow_unavailable` is set."),
                    Attribute.computed(
                            "media_type",
                            Type.string(),
                            "Media type of the manifest. Null when the image is unavailable and `allow_unavailable` is "
                                    + "set."),
                    Attribute.computed(
                            "platforms",
                            Type.list(Type.string()),
                            "Platforms of the image, `os/arch` or `os/arch/variant`, in the order of its index. Empty "
                                    + "without `include_platforms`, and for an image that is no index. Null when the image is "
                                    + "unavailable and `allow_unavailable` is set.")));

    static final BlockSchema TAGS = new BlockSchema(
            0,
            "Lists the tags of a repository.",
            List.of(
                    Attribute.required(
                            "repository",
                            Type.string(),
                            "Repository whose tags to list, `host/repository` without a tag. Without a host it is Docker "
                                    + "Hub's. One that is malformed is refused with `IS1001`, one that does not exist with "
                                    + "`IS4002`."),
                    Attribute.optional(
                            "include_digests",
                            Type.bool(),
                            "Whether to look up the digest of each tag. Default: `false`. Costs one HEAD request a tag."),
                    Attribute.nested(
                            "tags",
                            How.COMPUTED,
                            Nesting.LIST,
                            List.of(
                                    Attribute.computed("tag", Type.string(), "Name of the tag, such as `1.37`."),
                                    Attribute.computed(
                                            "digest",
                                            Type.string(),
                                            "Digest that the tag points at, `sha256:` and 64 hexadecimal digits. Null "
                                                    + "without `include_digests`, and for a tag that went meanwhile.")),
                            "The tags, in the order in which the registry lists them.")));

    private DataSourceSchemas() {}

    /** The schema of a data source, by its name. */
    static BlockSchema of(String name) {
        return name.equals(DataSources.IMAGE) ? IMAGE : TAGS;
    }
}
