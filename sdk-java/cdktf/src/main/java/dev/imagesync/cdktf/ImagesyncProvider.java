package dev.imagesync.cdktf;

import com.hashicorp.cdktf.TerraformProvider;
import com.hashicorp.cdktf.TerraformProviderConfig;
import com.hashicorp.cdktf.TerraformProviderGeneratorMetadata;
import com.hashicorp.cdktf.Token;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/** The provider {@code imagesync}. A stack with synced images needs one; without it the synthesis says so. */
public class ImagesyncProvider extends TerraformProvider {

    /** The address of the provider. */
    public static final String SOURCE = "imagesync/imagesync";

    static final String NAME = "imagesync";
    private static final String VERSIONS = "~> 0.1";

    private final Attributes attributes;
    private @Nullable String alias;

    /** With credentials from the docker config, and all else as usual. */
    public ImagesyncProvider(Construct scope, String id) {
        this(scope, id, ImagesyncProviderConfig.builder().build());
    }

    /**
     * Adds it to a stack.
     *
     * @param id its name in the stack
     */
    public ImagesyncProvider(Construct scope, String id, ImagesyncProviderConfig config) {
        super(
                scope,
                id,
                TerraformProviderConfig.builder()
                        .terraformResourceType(NAME)
                        .terraformProviderSource(SOURCE)
                        .terraformGeneratorMetadata(TerraformProviderGeneratorMetadata.builder()
                                .providerName(NAME)
                                .providerVersionConstraint(VERSIONS)
                                .build())
                        .build());
        this.attributes = config.attributes();
        this.alias = config.alias();
    }

    @Override
    public @Nullable String getAlias() {
        return alias;
    }

    @Override
    public void setAlias(@Nullable String alias) {
        this.alias = alias;
    }

    /** The same as {@link #getAlias}. */
    public @Nullable String getAliasInput() {
        return alias;
    }

    /** Takes the alias back, so that this is the stack's own provider. */
    public void resetAlias() {
        alias = null;
    }

    /** What the program set for {@code registries}; null if nothing. */
    @SuppressWarnings("unchecked")
    public @Nullable Map<String, ImagesyncRegistry> getRegistries() {
        return (Map<String, ImagesyncRegistry>) attributes.get("registries");
    }

    /** The same as {@link #getRegistries}. */
    public @Nullable Map<String, ImagesyncRegistry> getRegistriesInput() {
        return getRegistries();
    }

    /** Sets {@code registries}; null takes it back. */
    public void setRegistries(@Nullable Map<String, ImagesyncRegistry> registries) {
        attributes.set("registries", registries == null ? null : new LinkedHashMap<>(registries));
    }

    /** Takes {@code registries} back, so that its default holds. */
    public void resetRegistries() {
        attributes.reset("registries");
    }

    /** What the program set for {@code docker_config}; null if nothing. */
    public @Nullable String getDockerConfig() {
        return attributes.text("docker_config");
    }

    /** The same as {@link #getDockerConfig}. */
    public @Nullable String getDockerConfigInput() {
        return getDockerConfig();
    }

    /** Sets {@code docker_config}; null takes it back. */
    public void setDockerConfig(@Nullable String dockerConfig) {
        attributes.set("docker_config", dockerConfig);
    }

    /** Takes {@code docker_config} back, so that its default holds. */
    public void resetDockerConfig() {
        attributes.reset("docker_config");
    }

    /** What the program set for {@code on_unreachable}; null if nothing. */
    public @Nullable String getOnUnreachable() {
        return attributes.text("on_unreachable");
    }

    /** The same as {@link #getOnUnreachable}. */
    public @Nullable String getOnUnreachableInput() {
        return getOnUnreachable();
    }

    /** Sets {@code on_unreachable}; null takes it back. */
    public void setOnUnreachable(@Nullable String onUnreachable) {
        attributes.set("on_unreachable", onUnreachable);
    }

    /** Takes {@code on_unreachable} back, so that its default holds. */
    public void resetOnUnreachable() {
        attributes.reset("on_unreachable");
    }

    /** What the program set for {@code on_undeletable}; null if nothing. */
    public @Nullable String getOnUndeletable() {
        return attributes.text("on_undeletable");
    }

    /** The same as {@link #getOnUndeletable}. */
    public @Nullable String getOnUndeletableInput() {
        return getOnUndeletable();
    }

    /** Sets {@code on_undeletable}; null takes it back. */
    public void setOnUndeletable(@Nullable String onUndeletable) {
        attributes.set("on_undeletable", onUndeletable);
    }

    /** Takes {@code on_undeletable} back, so that its default holds. */
    public void resetOnUndeletable() {
        attributes.reset("on_undeletable");
    }

    /** What the program set for {@code max_concurrency}; null if nothing. */
    public @Nullable Number getMaxConcurrency() {
        return (Number) attributes.get("max_concurrency");
    }

    /** The same as {@link #getMaxConcurrency}. */
    public @Nullable Number getMaxConcurrencyInput() {
        return getMaxConcurrency();
    }

    /** Sets {@code max_concurrency}; null takes it back. */
    public void setMaxConcurrency(@Nullable Number maxConcurrency) {
        attributes.set("max_concurrency", maxConcurrency);
    }

    /** Takes {@code max_concurrency} back, so that its default holds. */
    public void resetMaxConcurrency() {
        attributes.reset("max_concurrency");
    }

    @Override
    protected Map<String, Object> synthesizeAttributes() {
        Map<String, Object> synthesised = attributes.toMap();
        Map<String, ImagesyncRegistry> registries = getRegistries();
        if (registries != null) {
            Map<String, Object> byHost = new LinkedHashMap<>();
            registries.forEach((host, registry) -> byHost.put(host, registry.toMap()));
            // As a token: names in it that are not tokens are taken for camel case, and a host would lose its dots.
            synthesised.put("registries", Token.asAny(byHost));
        }
        return synthesised;
    }

    /** Sets the attributes, and adds it to its stack. */
    public static final class Builder extends ImagesyncProviderInputs<Builder>
            implements software.amazon.jsii.Builder<ImagesyncProvider> {

        private final Construct scope;
        private final String id;

        private Builder(Construct scope, String id) {
            this.scope = scope;
            this.id = id;
        }

        /**
         * Begins one in a stack.
         *
         * @param id its name in the stack
         */
        public static Builder create(Construct scope, String id) {
            return new Builder(scope, id);
        }

        @Override
        Builder self() {
            return this;
        }

        /** Adds it to its stack. */
        @Override
        public ImagesyncProvider build() {
            return new ImagesyncProvider(scope, id, new ImagesyncProviderConfig(this));
        }
    }
}
