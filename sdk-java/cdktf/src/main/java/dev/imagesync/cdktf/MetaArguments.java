package dev.imagesync.cdktf;

import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.ITerraformIterator;
import com.hashicorp.cdktf.TerraformCount;
import com.hashicorp.cdktf.TerraformProvider;
import com.hashicorp.cdktf.TerraformProviderGeneratorMetadata;
import com.hashicorp.cdktf.TerraformResourceConfig;
import com.hashicorp.cdktf.TerraformResourceLifecycle;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What Terraform takes for every resource and data source, besides its attributes. Immutable. */
public abstract class MetaArguments {

    private final Map<String, Object> attributes;
    private final Consumer<TerraformResourceConfig.Builder> meta;

    MetaArguments(Builder<?> builder) {
        this.attributes = builder.attributes.toMap();
        this.meta = builder.meta;
    }

    Map<String, Object> attributes() {
        return attributes;
    }

    TerraformResourceConfig toConfig(String type) {
        TerraformResourceConfig.Builder config = TerraformResourceConfig.builder()
                .terraformResourceType(type)
                .terraformGeneratorMetadata(TerraformProviderGeneratorMetadata.builder()
                        .providerName(ImagesyncProvider.NAME)
                        .build());
        meta.accept(config);
        return config.build();
    }

    /**
     * Sets what every resource and data source has.
     *
     * @param <B> the builder itself
     */
    public abstract static class Builder<B extends Builder<B>> {

        final Attributes attributes = new Attributes();
        private Consumer<TerraformResourceConfig.Builder> meta = config -> {};

        Builder() {}

        abstract B self();

        B set(String name, @Nullable Object value) {
            attributes.set(name, value);
            return self();
        }

        B set(String name, @Nullable List<?> value) {
            attributes.set(name, value);
            return self();
        }

        private B and(Consumer<TerraformResourceConfig.Builder> more) {
            meta = meta.andThen(more);
            return self();
        }

        /** The provider to use. Default: the stack's. */
        public B provider(TerraformProvider provider) {
            return and(config -> config.provider(provider));
        }

        /** What must be done before this. */
        public B dependsOn(List<? extends ITerraformDependable> dependencies) {
            List<? extends ITerraformDependable> copy = List.copyOf(dependencies);
            return and(config -> config.dependsOn(copy));
        }

        /** What Terraform does when this changes. */
        public B lifecycle(TerraformResourceLifecycle lifecycle) {
            return and(config -> config.lifecycle(lifecycle));
        }

        /** How many there are. Default: one. */
        public B count(Number count) {
            return and(config -> config.count(count));
        }

        /** How many there are. Default: one. */
        public B count(TerraformCount count) {
            return and(config -> config.count(count));
        }

        /** For each of which there is one. */
        public B forEach(ITerraformIterator each) {
            return and(config -> config.forEach(each));
        }
    }
}
