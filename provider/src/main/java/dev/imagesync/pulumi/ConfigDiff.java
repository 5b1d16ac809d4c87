package dev.imagesync.pulumi;

import com.google.protobuf.Struct;

/** What of a provider's configuration a change of can matter. */
final class ConfigDiff {

    private ConfigDiff() {}

    /** The settings without what the engine keeps among them for itself. */
    static Struct withoutInternals(Struct config) {
        return config.toBuilder()
                .removeFields("version")
                .removeFields("__internal")
                .build();
    }
}
