package dev.imagesync.cdktf;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sets what the {@link ImagesyncProvider} is told and is not as usual; nothing is required.
 *
 * @param <B> the builder itself
 */
public abstract class ImagesyncProviderInputs<B extends ImagesyncProviderInputs<B>> {

    final Attributes attributes = new Attributes();

    @Nullable
    String alias;

    ImagesyncProviderInputs() {}

    abstract B self();

    /** A name, where a stack has several of these providers. */
    public B alias(@Nullable String alias) {
        this.alias = alias;
        return self();
    }

    /** How registries are spoken to, by host, for example {@code docker.io} or {@code registry.corp.example:5000}. */
    public B registries(@Nullable Map<String, ImagesyncRegistry> registries) {
        attributes.set("registries", registries == null ? null : new LinkedHashMap<>(registries));
        return self();
    }

    /** The docker config to read in place of the usual ones. */
    public B dockerConfig(@Nullable String dockerConfig) {
        attributes.set("docker_config", dockerConfig);
        return self();
    }

    /** What a plan does about a registry that is away: {@code warn} (default) or {@code fail}. */
    public B onUnreachable(@Nullable String onUnreachable) {
        attributes.set("on_unreachable", onUnreachable);
        return self();
    }

    /** What a destroy does about a registry that cannot delete: {@code fail} (default) or {@code warn}. */
    public B onUndeletable(@Nullable String onUndeletable) {
        attributes.set("on_undeletable", onUndeletable);
        return self();
    }

    /** How many requests go to a registry at a time. Default: 32. */
    public B maxConcurrency(@Nullable Number maxConcurrency) {
        attributes.set("max_concurrency", maxConcurrency);
        return self();
    }
}
