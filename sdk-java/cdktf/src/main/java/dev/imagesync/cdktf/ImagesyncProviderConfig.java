package dev.imagesync.cdktf;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the {@link ImagesyncProvider} is told. Immutable. */
public final class ImagesyncProviderConfig {

    private final @Nullable String alias;
    private final Map<String, Object> values;

    ImagesyncProviderConfig(ImagesyncProviderInputs<?> inputs) {
        this.alias = inputs.alias;
        this.values = inputs.attributes.toMap();
    }

    @Nullable
    String alias() {
        return alias;
    }

    /** A copy, to be changed by the provider that has it. */
    Attributes attributes() {
        return Attributes.of(values);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Sets what is not as usual; nothing is required. */
    public static final class Builder extends ImagesyncProviderInputs<Builder> {

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        public ImagesyncProviderConfig build() {
            return new ImagesyncProviderConfig(this);
        }
    }
}
