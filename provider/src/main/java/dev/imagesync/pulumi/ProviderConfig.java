package dev.imagesync.pulumi;

import com.google.protobuf.Struct;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The provider's configuration as the engine keeps it. */
final class ProviderConfig {

    /** What the engine keeps among the settings for itself. */
    private static final List<String> INTERNALS = List.of("version", "__internal");

    private static final String REGISTRIES = "registries";
    private static final List<String> SECRET = List.of("password", "identityToken");

    private ProviderConfig() {}

    /**
     * The settings as they may be kept in a state: the registries are a secret as soon as one of them has a credential. The
     * {@code secret} of the schema marks nothing at run time, and a plain value would be readable in every exported state.
     */
    static Map<String, PropertyValue> withSecrets(Struct config) {
        Map<String, PropertyValue> fields = new LinkedHashMap<>(ValueCodec.decode(config));
        boolean holdsCredential = PulumiFields.settings(config).objects(REGISTRIES).values().stream()
                .anyMatch(registry -> SECRET.stream().anyMatch(registry::isSet));
        if (holdsCredential) {
            fields.computeIfPresent(REGISTRIES, (name, value) -> ValueCodec.secret(value));
        }
        return fields;
    }

    /** Whether two configurations say the same, whatever of it is kept as a secret. */
    static boolean isSame(Struct one, Struct other) {
        return open(one).equals(open(other));
    }

    private static Map<String, PropertyValue> open(Struct config) {
        Map<String, PropertyValue> fields =
                new LinkedHashMap<>(PulumiFields.settings(config).fields());
        INTERNALS.forEach(fields::remove);
        fields.replaceAll((name, value) -> ValueCodec.open(value));
        return fields;
    }
}
