package dev.imagesync.terraform;

import com.google.protobuf.ByteString;
import dev.imagesync.terraform.rpc.Schema;
import dev.imagesync.terraform.rpc.StringKind;
import dev.imagesync.tfvalues.Type;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What users can write: the attributes of the provider, of the resource and of the data sources. */
final class Schemas {

    /** The forerunner's provider wrote version 1. */
    static final int RESOURCE_VERSION = 2;

    private static final Type TEXTS = Type.list(Type.string());

    private static final List<Attribute> REGISTRY = List.of(
            Attribute.optional("username", Type.string(), "Together with `password`."),
            Attribute.secret("password", Type.string(), "Together with `username`."),
            Attribute.secret("identity_token", Type.string(), "An OAuth2 refresh token, in place of a password."),
            Attribute.optional("plain_http", Type.bool(), "Speak plain HTTP. Default: only on loopback."),
            Attribute.optional(
                    "ca_file", Type.string(), "Certificates, in PEM, of authorities to trust besides the usual ones."),
            Attribute.optional("client_cert_file", Type.string(), "The certificate, in PEM, to show."),
            Attribute.optional("client_key_file", Type.string(), "Its key, in PEM."),
            Attribute.optional("trusted_hosts", TEXTS, "Hosts on private addresses that the registry may send us to."),
            Attribute.optional("max_concurrency", Type.number(), "How many requests go there at a time."));

    static final List<Attribute> PROVIDER = List.of(
            Attribute.optional("registries", Type.map(typeOf(REGISTRY)), "Settings of registries by host."),
            Attribute.optional("docker_config", Type.string(), "The docker config to read in place of the usual ones."),
            Attribute.optional(
                    "on_unreachable",
                    Type.string(),
                    "`warn` (default) or `fail`: what a plan does about a registry that is away."),
            Attribute.optional(
                    "on_undeletable",
                    Type.string(),
                    "`fail` (default) or `warn`: what a destroy does about a registry that cannot delete."),
            Attribute.optional(
                    "max_concurrency", Type.number(), "How many requests go to a registry at a time. Default: 32."));

    static final List<Attribute> RESOURCE = List.of(
            Attribute.required(
                    "source", Type.string(), "The image to copy, for example `docker.io/library/busybox:1.36`."),
            Attribute.required("destination", Type.string(), "The tag to keep: registry, repository and tag."),
            Attribute.either(
                    "source_digest",
                    Type.string(),
                    "Pins the source to this digest; without it, what the source's tag points at."),
            Attribute.optional(
                    "platforms",
                    Type.set(Type.string()),
                    "The platforms to keep, for example `linux/amd64`. Default: all."),
            Attribute.either(
                    "include_referrers",
                    Type.bool(),
                    "Whether signatures, SBOMs and the like are copied too. Default: false."),
            Attribute.either(
                    "delete_policy", Type.string(), "What a destroy takes away: `tag` (default), `image` or `retain`."),
            Attribute.optional(
                    "timeouts",
                    typeOf(List.of(
                            Attribute.optional("create", Type.string(), ""),
                            Attribute.optional("update", Type.string(), ""),
                            Attribute.optional("delete", Type.string(), ""))),
                    "How long each may take, for example `{ create = \"30m\" }`. Default: as long as it takes."),
            Attribute.computed("id", Type.string(), "The same as `digest_ref`."),
            Attribute.computed("digest", Type.string(), "The digest that the tag points at."),
            Attribute.computed(
                    "digest_ref", Type.string(), "`registry/repository@digest`: what goes into a Deployment."),
            Attribute.computed(
                    "observed_digest", Type.string(), "What was seen at the tag last; empty if it was missing."),
            Attribute.computed("media_type", Type.string(), "The media type of the image."));

    static final List<Attribute> IMAGE = List.of(
            Attribute.required("ref", Type.string(), "The image."),
            Attribute.optional("include_platforms", Type.bool(), "Whether to list its platforms, which costs a pull."),
            Attribute.optional(
                    "allow_unavailable", Type.bool(), "Whether an image that is not there gives empty texts."),
            Attribute.computed("digest", Type.string(), "Its digest."),
            Attribute.computed("digest_ref", Type.string(), "`registry/repository@digest`."),
            Attribute.computed("media_type", Type.string(), "Its media type."),
            Attribute.computed("platforms", TEXTS, "Its platforms, if they were asked for."));

    private static final Type TAG = Type.object(Map.of("tag", Type.string(), "digest", Type.string()));

    static final List<Attribute> TAGS = List.of(
            Attribute.required("repository", Type.string(), "The repository."),
            Attribute.optional(
                    "include_digests",
                    Type.bool(),
                    "Whether to ask for each tag's digest, which costs a request each."),
            Attribute.computed("tags", Type.list(TAG), "The tags, each with its digest if it was asked for."));

    private Schemas() {}

    /** The type of values that have these attributes. */
    static Type typeOf(List<Attribute> attributes) {
        Map<String, Type> types = new TreeMap<>();
        attributes.forEach(attribute -> types.put(attribute.name(), attribute.type()));
        return Type.object(types);
    }

    static Schema toMessage(int version, List<Attribute> attributes, String description) {
        Schema.Block.Builder block = Schema.Block.newBuilder()
                .setVersion(version)
                .setDescription(description)
                .setDescriptionKind(StringKind.MARKDOWN);
        attributes.forEach(attribute -> block.addAttributes(toMessage(attribute)));
        return Schema.newBuilder().setVersion(version).setBlock(block).build();
    }

    private static Schema.Attribute toMessage(Attribute attribute) {
        Schema.Attribute.Builder message = Schema.Attribute.newBuilder()
                .setName(attribute.name())
                .setDescription(attribute.description())
                .setDescriptionKind(StringKind.MARKDOWN)
                .setSensitive(attribute.sensitive())
                .setRequired(attribute.how() == Attribute.How.REQUIRED)
                .setOptional(attribute.how() == Attribute.How.OPTIONAL
                        || attribute.how() == Attribute.How.OPTIONAL_AND_COMPUTED)
                .setComputed(attribute.how() == Attribute.How.COMPUTED
                        || attribute.how() == Attribute.How.OPTIONAL_AND_COMPUTED);
        switch (attribute.name()) {
            case "registries" -> message.setNestedType(nested(REGISTRY, Schema.Object.NestingMode.MAP));
            case "timeouts" ->
                message.setNestedType(nested(
                        List.of(
                                Attribute.optional("create", Type.string(), "For a create."),
                                Attribute.optional("update", Type.string(), "For an update."),
                                Attribute.optional("delete", Type.string(), "For a delete.")),
                        Schema.Object.NestingMode.SINGLE));
            default -> message.setType(ByteString.copyFromUtf8(attribute.type().json()));
        }
        return message.build();
    }

    private static Schema.Object nested(List<Attribute> attributes, Schema.Object.NestingMode nesting) {
        Schema.Object.Builder object = Schema.Object.newBuilder().setNesting(nesting);
        attributes.forEach(attribute -> object.addAttributes(toMessage(attribute)));
        return object.build();
    }
}
