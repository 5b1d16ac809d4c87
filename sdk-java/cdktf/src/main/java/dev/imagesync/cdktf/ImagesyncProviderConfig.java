package dev.imagesync.cdktf;

import com.hashicorp.cdktf.Token;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the {@link ImagesyncProvider} is told. Immutable. */
public final class ImagesyncProviderConfig {

    private final @Nullable String alias;
    private final Map<String, Object> values;

    private ImagesyncProviderConfig(Builder builder) {
        this.alias = builder.alias;
        this.values = builder.attributes.toMap();
    }

    @Nullable
    String alias() {
        return alias;
    }

    Map<String, Object> toMap() {
        return values;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Sets what is not as usual; nothing is required. */
    public static final class Builder {

        private final Attributes attributes = new Attributes();
        private @Nullable String alias;

        private Builder() {}

        /** A name, where a stack has several of these providers. */
        public Builder alias(@Nullable String alias) {
            this.alias = alias;
            return this;
        }

        /** How registries are spoken to, by host, for example {@code docker.io} or {@code registry.corp.example:5000}. */
        public Builder registries(Map<String, ImagesyncRegistry> registries) {
            Map<String, Object> byHost = new LinkedHashMap<>();
            registries.forEach((host, registry) -> byHost.put(host, registry.toMap()));
            // As a token: names in it that are not tokens are taken for camel case, and a host would lose its dots.
            attributes.set("registries", Token.asAny(byHost));
            return this;
        }

        /** The docker config to read in place of the usual ones. */
        public Builder dockerConfig(String dockerConfig) {
            attributes.set("docker_config", dockerConfig);
            return this;
        }

        /** What a plan does about a registry that is away: {@code warn} (default) or {@code fail}. */
        public Builder onUnreachable(String onUnreachable) {
            attributes.set("on_unreachable", onUnreachable);
            return this;
        }

        /** What a destroy does about a registry that cannot delete: {@code fail} (default) or {@code warn}. */
        public Builder onUndeletable(String onUndeletable) {
            attributes.set("on_undeletable", onUndeletable);
            return this;
        }

        /** How many requests go to a registry at a time. Default: 32. */
        public Builder maxConcurrency(Number maxConcurrency) {
            attributes.set("max_concurrency", maxConcurrency);
            return this;
        }

        public ImagesyncProviderConfig build() {
            return new ImagesyncProviderConfig(this);
        }
    }
}
