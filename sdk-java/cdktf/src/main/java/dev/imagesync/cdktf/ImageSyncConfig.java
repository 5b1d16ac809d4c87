package dev.imagesync.cdktf;

import com.hashicorp.cdktf.Token;
import java.util.Objects;

/** What an {@link ImageSync} is told. Immutable. */
public final class ImageSyncConfig extends MetaArguments {

    ImageSyncConfig(SyncedImageInputs<?> inputs) {
        super(inputs.complete());
    }

    String source() {
        return Objects.requireNonNull(attributes().text("source"), "source");
    }

    /** Whether the program itself says which digest to copy. */
    boolean isPinned() {
        return attributes().get("source_digest") != null || (!Token.isUnresolved(source()) && source().contains("@"));
    }

    SyncedImageConfig.Builder image() {
        SyncedImageConfig.Builder image = SyncedImageConfig.builder().beside(this);
        attributes().toMap().forEach(image::set);
        return image;
    }

    DataImagesyncImageConfig upstream() {
        return DataImagesyncImageConfig.builder()
                .beside(this)
                .ref(source())
                .allowUnavailable(true)
                .build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Sets the inputs; {@code source} and {@code destination} are required. */
    public static final class Builder extends SyncedImageInputs<Builder> {

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /**
         * Checks that what is required is there.
         *
         * @throws IllegalArgumentException if {@code source} or {@code destination} is missing or empty
         */
        public ImageSyncConfig build() {
            return new ImageSyncConfig(this);
        }
    }
}
