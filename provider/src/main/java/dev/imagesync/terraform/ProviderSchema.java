package dev.imagesync.terraform;

import dev.imagesync.terraform.Attribute.How;
import dev.imagesync.terraform.Attribute.Nesting;
import dev.imagesync.tfvalues.Type;
import java.util.List;

/** The provider's settings. {@link dev.imagesync.configuration.Settings} reads them. */
final class ProviderSchema {

    private static final List<Attribute> REGISTRY = List.of(
            Attribute.optional(
                    "username",
                    Type.string(),
                    "User name for this registry, together with `password`. Default: none, the docker config is asked."),
            Attribute.secret(
                    "password",
                    Type.string(),
                    "Password or access token that goes with `username`. It is never written to the state. Default: none."),
            Attribute.secret(
                    "identity_token",
                    Type.string(),
                    "OAuth2 refresh token, in place of `username` and `password`. It is never written to the state. "
                            + "Default: none."),
            Attribute.optional(
                    "plain_http",
                    Type.bool(),
                    "Whether to speak HTTP without TLS to this registry. Default: `false`, except for hosts on the "
                            + "loopback interface (`localhost`, `127.0.0.1`)."),
            Attribute.optional(
                    "ca_file",
                    Type.string(),
                    "Path of a PEM file with the certificates of the authorities to trust for this registry, besides "
                            + "those of the system. Default: none."),
            Attribute.optional(
                    "client_cert_file",
                    Type.string(),
                    "Path of a PEM file with the client certificate to show to this registry; needs "
                            + "`client_key_file`. Default: none."),
            Attribute.optional(
                    "client_key_file",
                    Type.string(),
                    "Path of a PEM file with the private key of `client_cert_file`. Default: none."),
            Attribute.optional(
                    "trusted_hosts",
                    Type.list(Type.string()),
                    "Further hosts (`host` or `host:port`) that this registry may send the provider to, for tokens or "
                            + "for blobs, and that would be refused otherwise (`IS3005`): for instance addresses inside "
                            + "a private network. Default: none."),
            Attribute.optional(
                    "max_concurrency",
                    Type.number(),
                    "How many requests may be under way to this registry at a time, a whole number of at least 1. "
                            + "Default: `max_concurrency` of the provider. Lower it where a registry limits its callers."));

    static final BlockSchema BLOCK = new BlockSchema(
            0,
            "Reaches the registries that images are read from and written to. Without any setting it uses TLS and the "
                    + "credentials of the docker config. No setting ever changes or replaces an image, and one that is "
                    + "not valid is refused with `IS1009`.",
            List.of(
                    Attribute.nested(
                            "registries",
                            How.OPTIONAL,
                            Nesting.MAP,
                            REGISTRY,
                            "Settings for single registries, by host as it is written in image references: `ghcr.io`, "
                                    + "`registry.example.com:5000`, `docker.io`. A registry that is not listed is reached "
                                    + "over TLS with the credentials of the docker config. Default: empty."),
                    Attribute.optional(
                            "docker_config",
                            Type.string(),
                            "Path of the docker config whose credentials and credential helpers are used for registries "
                                    + "without credentials of their own: the file, or the folder that holds "
                                    + "`config.json`. Default: where docker itself looks (`DOCKER_CONFIG`, else `.docker` "
                                    + "in the home folder), and podman's places."),
                    Attribute.optional(
                            "on_unreachable",
                            Type.string(),
                            "What a plan does when a source or a destination cannot be read (no answer, 401, 403, 429, "
                                    + "5xx) although an image is recorded: `warn` (default) says so and keeps what is "
                                    + "recorded, `fail` stops the plan."),
                    Attribute.optional(
                            "on_undeletable",
                            Type.string(),
                            "What a destroy does when the registry cannot remove the tag: `fail` (default) stops with "
                                    + "the ways out (`IS4006`), `warn` says so and drops the image from the state, so "
                                    + "that such a registry does not block a destroy for ever."),
                    Attribute.optional(
                            "max_concurrency",
                            Type.number(),
                            "How many requests may be under way to one registry at a time, a whole number of at least 1; "
                                    + "`max_concurrency` of a registry wins over it. Default: 32.")));

    private ProviderSchema() {}
}
