package dev.imagesync;

import com.pulumi.core.annotations.Import;
import com.pulumi.exceptions.MissingRequiredPropertyException;
import com.pulumi.resources.ResourceArgs;
import java.util.List;
import javax.annotation.Nullable;

/** Where an {@link ImageMirror} keeps images, and which. {@code registry} is required. */
public final class ImageMirrorArgs extends ResourceArgs {

    @Import(name = "registry", required = true)
    private final String registry;

    @Import(name = "rewrite")
    private final @Nullable String rewrite;

    @Import(name = "include")
    private final @Nullable List<String> include;

    @Import(name = "exclude")
    private final @Nullable List<String> exclude;

    @Import(name = "paths")
    private final @Nullable List<String> paths;

    @Import(name = "platforms")
    private final @Nullable List<String> platforms;

    @Import(name = "includeReferrers")
    private final @Nullable Boolean includeReferrers;

    @Import(name = "deletePolicy")
    private final @Nullable String deletePolicy;

    @Import(name = "onUnresolved")
    private final @Nullable String onUnresolved;

    private ImageMirrorArgs(Builder given) {
        if (given.registry == null) {
            throw new MissingRequiredPropertyException("ImageMirrorArgs", "registry");
        }
        this.registry = given.registry;
        this.rewrite = given.rewrite;
        this.include = given.include;
        this.exclude = given.exclude;
        this.paths = given.paths;
        this.platforms = given.platforms;
        this.includeReferrers = given.includeReferrers;
        this.deletePolicy = given.deletePolicy;
        this.onUnresolved = given.onUnresolved;
    }

    /**
     * Starts with nothing set.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects what a mirror is told. A value of {@code null} is the same as not setting it. Not safe for use by several threads. */
    public static final class Builder {

        private @Nullable String registry;
        private @Nullable String rewrite;
        private @Nullable List<String> include;
        private @Nullable List<String> exclude;
        private @Nullable List<String> paths;
        private @Nullable List<String> platforms;
        private @Nullable Boolean includeReferrers;
        private @Nullable String deletePolicy;
        private @Nullable String onUnresolved;

        private Builder() {}

        /**
         * Where the images go: {@code HOST} or {@code HOST/PATH}. Required.
         *
         * @param value for example {@code registry.example.com/mirror}
         * @return this builder
         */
        public Builder registry(@Nullable String value) {
            registry = value;
            return this;
        }

        /**
         * How repositories are named below it: {@code host}, the default ({@code docker.io/library/nginx}), {@code flat}
         * ({@code nginx}), or a pattern with <code>{host}</code>, <code>{path}</code> or <code>{name}</code> in it. Two images that would
         * share a destination end the program.
         *
         * @param value the layout
         * @return this builder
         */
        public Builder rewrite(@Nullable String value) {
            rewrite = value;
            return this;
        }

        /**
         * Which images are taken; without any, all. A glob is held against the whole reference, {@code *} stops at a slash, {@code **}
         * does not, and without a tag in it any will do: <code>docker.io/**</code>, {@code quay.io/team/*:1.*}.
         *
         * @param globs the choice
         * @return this builder
         */
        public Builder include(@Nullable List<String> globs) {
            include = copy(globs);
            return this;
        }

        /**
         * Which images are taken; see {@link #include(List)}.
         *
         * @param globs the choice
         * @return this builder
         */
        public Builder include(String... globs) {
            return include(List.of(globs));
        }

        /**
         * Which images stay as they are, though they are included.
         *
         * @param globs as in {@link #include(List)}
         * @return this builder
         */
        public Builder exclude(@Nullable List<String> globs) {
            exclude = copy(globs);
            return this;
        }

        /**
         * Which images stay as they are; see {@link #exclude(List)}.
         *
         * @param globs as in {@link #include(List)}
         * @return this builder
         */
        public Builder exclude(String... globs) {
            return exclude(List.of(globs));
        }

        /**
         * Where images stand besides the pods and what is known of operators: {@code GROUP/VERSION/KIND: PATH}, for example
         * {@code example.com/v1/Thing: spec.image} or {@code apps/v1/Deployment: spec.template.spec.containers[*].env[RELOADER].value}.
         *
         * @param values the places
         * @return this builder
         */
        public Builder paths(@Nullable List<String> values) {
            paths = copy(values);
            return this;
        }

        /**
         * Where images stand besides; see {@link #paths(List)}.
         *
         * @param values the places
         * @return this builder
         */
        public Builder paths(String... values) {
            return paths(List.of(values));
        }

        /**
         * Platforms to keep of every image, {@code os/arch}; without any, all.
         *
         * @param values for example {@code linux/amd64}
         * @return this builder
         */
        public Builder platforms(@Nullable List<String> values) {
            platforms = copy(values);
            return this;
        }

        /**
         * Platforms to keep of every image; see {@link #platforms(List)}.
         *
         * @param values for example {@code linux/amd64}
         * @return this builder
         */
        public Builder platforms(String... values) {
            return platforms(List.of(values));
        }

        /**
         * Whether signatures, SBOMs and the like are copied with every image. Default: {@code false}.
         *
         * @param value the choice
         * @return this builder
         */
        public Builder includeReferrers(@Nullable Boolean value) {
            includeReferrers = value;
            return this;
        }

        /**
         * What goes of an image that nothing uses any more: {@code tag}, the default, {@code image} or {@code retain}.
         *
         * @param value the policy
         * @return this builder
         */
        public Builder deletePolicy(@Nullable String value) {
            deletePolicy = value;
            return this;
        }

        /**
         * What an image that is none, or cannot be resolved, does: {@code fail}, the default, ends the program; {@code warn} leaves it as
         * it is written, and says so.
         *
         * @param value the choice
         * @return this builder
         */
        public Builder onUnresolved(@Nullable String value) {
            onUnresolved = value;
            return this;
        }

        private static @Nullable List<String> copy(@Nullable List<String> values) {
            return values == null ? null : List.copyOf(values);
        }

        /**
         * What a mirror is told.
         *
         * @return the arguments
         */
        public ImageMirrorArgs build() {
            return new ImageMirrorArgs(this);
        }
    }
}
