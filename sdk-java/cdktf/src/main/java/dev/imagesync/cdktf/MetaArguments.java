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
import org.jspecify.annotations.Nullable;

/** What Terraform takes for every resource and data source, besides its attributes. Immutable. */
public abstract class MetaArguments {

    private final Map<String, Object> attributes;
    private final @Nullable TerraformProvider provider;
    private final List<? extends ITerraformDependable> dependsOn;
    private final @Nullable TerraformResourceLifecycle lifecycle;
    private final @Nullable Number count;
    private final @Nullable TerraformCount counted;
    private final @Nullable ITerraformIterator each;

    MetaArguments(Builder<?> builder) {
        this.attributes = builder.attributes.toMap();
        this.provider = builder.provider;
        this.dependsOn = builder.dependsOn;
        this.lifecycle = builder.lifecycle;
        this.count = builder.count;
        this.counted = builder.counted;
        this.each = builder.each;
    }

    /** A copy, to be changed by the construct that has it. */
    Attributes attributes() {
        return Attributes.of(attributes);
    }

    @Nullable
    TerraformResourceLifecycle lifecycle() {
        return lifecycle;
    }

    /** What names one of several in an expression, {@code [each.key]}; empty where there is one. */
    String instance() {
        if (each != null) {
            return "[each.key]";
        }
        return count == null && counted == null ? "" : "[count.index]";
    }

    TerraformResourceConfig toConfig(String type) {
        TerraformResourceConfig.Builder config = TerraformResourceConfig.builder()
                .terraformResourceType(type)
                .terraformGeneratorMetadata(TerraformProviderGeneratorMetadata.builder()
                        .providerName(ImagesyncProvider.NAME)
                        .build());
        if (provider != null) {
            config.provider(provider);
        }
        if (!dependsOn.isEmpty()) {
            config.dependsOn(dependsOn);
        }
        if (lifecycle != null) {
            config.lifecycle(lifecycle);
        }
        if (count != null) {
            config.count(count);
        }
        if (counted != null) {
            config.count(counted);
        }
        if (each != null) {
            config.forEach(each);
        }
        return config.build();
    }

    /**
     * Sets what every resource and data source has.
     *
     * @param <B> the builder itself
     */
    public abstract static class Builder<B extends Builder<B>> {

        final Attributes attributes = new Attributes();
        private @Nullable TerraformProvider provider;
        private List<? extends ITerraformDependable> dependsOn = List.of();
        private @Nullable TerraformResourceLifecycle lifecycle;
        private @Nullable Number count;
        private @Nullable TerraformCount counted;
        private @Nullable ITerraformIterator each;

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

        /** Takes what says where and how often another one is, and not what becomes of it. */
        B beside(MetaArguments other) {
            this.provider = other.provider;
            this.dependsOn = other.dependsOn;
            this.count = other.count;
            this.counted = other.counted;
            this.each = other.each;
            return self();
        }

        /** The provider to use. Default: the stack's. */
        public B provider(@Nullable TerraformProvider provider) {
            this.provider = provider;
            return self();
        }

        /**
         * What must be done before this. A data source whose dependencies have changes in a plan is read by the apply, so that what it
         * gives is not known in that plan. Default: nothing.
         */
        public B dependsOn(@Nullable List<? extends ITerraformDependable> dependencies) {
            this.dependsOn = dependencies == null ? List.of() : List.copyOf(dependencies);
            return self();
        }

        /**
         * What Terraform does when this changes: {@code preventDestroy}, {@code ignoreChanges}, {@code createBeforeDestroy},
         * {@code replaceTriggeredBy}, and conditions. Attributes and resources have their names of HCL there, such as
         * {@code source_digest} and {@code terraform_data.release}. A data source has conditions alone.
         */
        public B lifecycle(@Nullable TerraformResourceLifecycle lifecycle) {
            this.lifecycle = lifecycle;
            return self();
        }

        /** How many there are. Default: one. Not together with {@code forEach}. */
        public B count(@Nullable Number count) {
            this.count = count;
            this.counted = null;
            return self();
        }

        /** How many there are. Default: one. Not together with {@code forEach}. */
        public B count(TerraformCount count) {
            this.count = null;
            this.counted = count;
            return self();
        }

        /** For each of which there is one. Not together with {@code count}. */
        public B forEach(@Nullable ITerraformIterator each) {
            this.each = each;
            return self();
        }
    }
}
