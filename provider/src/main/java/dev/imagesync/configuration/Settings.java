package dev.imagesync.configuration;

import dev.imagesync.auth.ConfiguredCredentials;
import dev.imagesync.auth.Credential;
import dev.imagesync.behaviour.Fields;
import dev.imagesync.behaviour.OnUndeletable;
import dev.imagesync.behaviour.OnUnreachable;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.reference.Registry;
import dev.imagesync.transport.HostSettings;
import dev.imagesync.transport.Limits;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a provider, in whatever engine. Names are in camel case.
 *
 * @param hosts how hosts are spoken to
 * @param limits how many requests go to a registry at a time
 * @param credentials the credentials of the {@code registries} setting
 * @param dockerConfig the docker config to read, or null for docker's own
 * @param wishes what the user wants where it is a matter of taste
 */
public record Settings(
        HostSettings hosts,
        Limits limits,
        ConfiguredCredentials credentials,
        @Nullable Path dockerConfig,
        Wishes wishes) {

    /** What the user wants where it is a matter of taste. */
    public record Wishes(OnUnreachable onUnreachable, OnUndeletable onUndeletable) {

        /** A plan warns, a delete fails. */
        public static final Wishes DEFAULTS = new Wishes(OnUnreachable.WARN, OnUndeletable.FAIL);
    }

    /** Nothing set. */
    public static final Settings DEFAULTS = new Settings(
            HostSettings.DEFAULTS, Limits.DEFAULTS, new ConfiguredCredentials(Map.of()), null, Wishes.DEFAULTS);

    private static final List<String> NAMES =
            List.of("registries", "dockerConfig", "onUnreachable", "onUndeletable", "maxConcurrency", "version");
    private static final List<String> REGISTRY_NAMES = List.of(
            "username",
            "password",
            "identityToken",
            "plainHttp",
            "caFile",
            "clientCertFile",
            "clientKeyFile",
            "trustedHosts",
            "maxConcurrency");

    /** Reads the settings; what is wrong with them is noted as failures of the fields. */
    public static Settings read(Fields settings) {
        settings.refuseOthers(NAMES);
        Map<Registry, HostSettings.Host> hosts = new HashMap<>();
        Map<Registry, Credential> credentials = new HashMap<>();
        settings.objects("registries").forEach((name, registry) -> {
            registry.refuseOthers(REGISTRY_NAMES);
            try {
                Registry host = new Registry(name);
                hosts.put(host, host(registry));
                Credential credential = credential(registry);
                if (credential != null) {
                    credentials.put(host, credential);
                }
            } catch (ImagesyncException e) {
                settings.fail(
                        "registries[\"" + name + "\"]",
                        Code.SETTING_INVALID,
                        e.problem().doing(),
                        e.problem().next());
            }
        });
        HostSettings hostSettings = new HostSettings(hosts);
        return new Settings(
                hostSettings,
                hostSettings.limits(atLeastOne(settings, "maxConcurrency").orElse(Limits.DEFAULTS.perRegistry())),
                new ConfiguredCredentials(credentials),
                path(settings, "dockerConfig"),
                new Wishes(
                        choice(settings, "onUnreachable", OnUnreachable.WARN, OnUnreachable.FAIL),
                        choice(settings, "onUndeletable", OnUndeletable.FAIL, OnUndeletable.WARN)));
    }

    private static @Nullable Credential credential(Fields registry) {
        String username = registry.text("username");
        String password = registry.text("password");
        String identityToken = registry.text("identityToken");
        if (identityToken != null) {
            return new Credential.IdentityToken(identityToken);
        }
        if (username != null && password != null) {
            return new Credential.Basic(username, password);
        }
        if (username != null || password != null) {
            boolean half = !registry.isUnknown("username") && !registry.isUnknown("password");
            if (half) {
                registry.fail(
                        username == null ? "username" : "password",
                        Code.SETTING_INVALID,
                        "a user name and a password go together",
                        "set both, or {identityToken}");
            }
        }
        return null;
    }

    private static @Nullable Path path(Fields settings, String name) {
        String text = settings.text(name);
        try {
            return text == null || text.isEmpty() ? null : Path.of(text);
        } catch (InvalidPathException e) {
            settings.fail(
                    name, Code.SETTING_INVALID, settings.shown(name) + " is not a path", "write the path of a file");
            return null;
        }
    }

    /** One of two values, of which the first is the default. */
    private static <E extends Enum<E>> E choice(Fields settings, String name, E normal, E other) {
        String value = settings.text(name);
        if (value == null || value.equals(label(normal))) {
            return normal;
        }
        if (!value.equals(label(other))) {
            settings.fail(
                    name,
                    Code.SETTING_INVALID,
                    "{" + name + "} is " + settings.shown(name),
                    "write " + label(normal) + " (the default) or " + label(other));
            return normal;
        }
        return other;
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static HostSettings.Host host(Fields registry) {
        Path certificate = path(registry, "clientCertFile");
        Path key = path(registry, "clientKeyFile");
        boolean isHalf = (certificate == null) != (key == null)
                && !registry.isUnknown("clientCertFile")
                && !registry.isUnknown("clientKeyFile");
        if (isHalf) {
            registry.fail(
                    certificate == null ? "clientCertFile" : "clientKeyFile",
                    Code.SETTING_INVALID,
                    "a client certificate and its key go together",
                    "set both");
        }
        return new HostSettings.Host(
                registry.bool("plainHttp").orElse(null),
                new HostSettings.Tls(path(registry, "caFile"), certificate, key),
                Set.copyOf(registry.texts("trustedHosts")),
                atLeastOne(registry, "maxConcurrency").orElse(null));
    }

    private static Optional<Integer> atLeastOne(Fields settings, String name) {
        Optional<Integer> number = settings.integer(name);
        if (number.isPresent() && number.get() < 1) {
            settings.fail(name, Code.SETTING_INVALID, "{" + name + "} is " + number.get(), "give at least 1");
            return Optional.empty();
        }
        return number;
    }
}
