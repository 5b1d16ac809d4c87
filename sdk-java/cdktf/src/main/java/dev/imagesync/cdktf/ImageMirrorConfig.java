package dev.imagesync.cdktf;

import com.hashicorp.cdktf.TerraformProvider;
import dev.imagesync.cdktf.rules.problem.Code;
import dev.imagesync.cdktf.rules.problem.ImagesyncException;
import dev.imagesync.cdktf.rules.problem.Problem;
import dev.imagesync.cdktf.rules.workload.Fate;
import dev.imagesync.cdktf.rules.workload.Glob;
import dev.imagesync.cdktf.rules.workload.KindPath;
import dev.imagesync.cdktf.rules.workload.Layout;
import dev.imagesync.cdktf.rules.workload.MirrorPrefix;
import dev.imagesync.cdktf.rules.workload.MirrorRules;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where an {@link ImageMirror} keeps images, and which. Immutable. */
public final class ImageMirrorConfig {

    private final MirrorRules rules;
    private final List<KindPath> paths;
    private final boolean failsOnUnresolved;
    private final @Nullable List<String> platforms;
    private final @Nullable Boolean includeReferrers;
    private final @Nullable String deletePolicy;
    private final @Nullable TerraformProvider provider;

    private ImageMirrorConfig(Builder given) {
        this.rules = new MirrorRules(
                read("registry", () -> MirrorPrefix.parse(given.registry)),
                read("rewrite", () -> Layout.parse(given.rewrite)),
                read("include", () -> given.include.stream().map(Glob::parse).toList()),
                read("exclude", () -> given.exclude.stream().map(Glob::parse).toList()));
        this.paths =
                read("paths", () -> given.paths.stream().map(KindPath::parse).toList());
        this.failsOnUnresolved = read("onUnresolved", () -> isFail(given.onUnresolved));
        this.platforms = given.platforms;
        this.includeReferrers = given.includeReferrers;
        this.deletePolicy = given.deletePolicy;
        this.provider = given.provider;
    }

    private static <T> T read(String name, Supplier<T> value) {
        try {
            return value.get();
        } catch (ImagesyncException e) {
            throw new IllegalArgumentException(name + ": " + e.problem().oneLine(), e);
        }
    }

    private static boolean isFail(String choice) {
        return switch (choice) {
            case "fail" -> true;
            case "warn" -> false;
            default ->
                throw Problem.ofInput(Code.INPUT_INVALID, "\"" + choice + "\" is not a choice", "write fail or warn")
                        .toException();
        };
    }

    MirrorRules rules() {
        return rules;
    }

    List<KindPath> paths() {
        return paths;
    }

    boolean failsOnUnresolved() {
        return failsOnUnresolved;
    }

    /** What the image's construct is told. */
    ImageSyncConfig image(Fate.Mirrored image) {
        return ImageSyncConfig.builder()
                .source(image.source().toString())
                .destination(image.destination().toString())
                .platforms(platforms)
                .includeReferrers(includeReferrers)
                .deletePolicy(deletePolicy)
                .provider(provider)
                .build();
    }

    boolean bringsItsProvider() {
        return provider != null;
    }

    /**
     * Starts with nothing but where the images go.
     *
     * @param registry {@code HOST} or {@code HOST/PATH}, for example {@code registry.example.com/mirror}
     */
    public static Builder builder(String registry) {
        return new Builder(registry);
    }

    /** Collects what a mirror is told. Not safe for use by several threads. */
    public static final class Builder {

        private final String registry;
        private String rewrite = "host";
        private List<String> include = List.of();
        private List<String> exclude = List.of();
        private List<String> paths = List.of();
        private String onUnresolved = "fail";
        private @Nullable List<String> platforms;
        private @Nullable Boolean includeReferrers;
        private @Nullable String deletePolicy;
        private @Nullable TerraformProvider provider;

        private Builder(String registry) {
            this.registry = registry;
        }

        /**
         * How repositories are named below the registry: {@code host}, the default ({@code docker.io/library/nginx}), {@code flat}
         * ({@code nginx}), or a pattern with <code>{host}</code>, <code>{path}</code> or <code>{name}</code> in it. Two images that would
         * share a destination are an error.
         */
        public Builder rewrite(String layout) {
            rewrite = layout;
            return this;
        }

        /**
         * Which images are taken; without any, all. A glob is held against the whole reference, {@code *} stops at a slash, {@code **}
         * does not, and without a tag in it any will do: <code>docker.io/**</code>, {@code quay.io/team/*:1.*}.
         */
        public Builder include(String... globs) {
            include = List.of(globs);
            return this;
        }

        /** Which images stay as they are, though they are included; see {@link #include}. */
        public Builder exclude(String... globs) {
            exclude = List.of(globs);
            return this;
        }

        /**
         * Where images stand in a {@code kubernetes_manifest} besides the pods and what is known of operators:
         * {@code GROUP/VERSION/KIND: PATH}, for example {@code example.com/v1/Thing: spec.image}.
         */
        public Builder paths(String... places) {
            paths = List.of(places);
            return this;
        }

        /** Platforms to keep of every image, for example {@code linux/amd64}; without any, all. */
        public Builder platforms(String... values) {
            platforms = List.of(values);
            return this;
        }

        /** Whether signatures, SBOMs and the like are copied with every image. Default: false. */
        public Builder includeReferrers(boolean value) {
            includeReferrers = value;
            return this;
        }

        /** What goes of an image that nothing uses any more: {@code tag}, the default, {@code image} or {@code retain}. */
        public Builder deletePolicy(String value) {
            deletePolicy = value;
            return this;
        }

        /**
         * What an image that is none does: {@code fail}, the default, ends the synthesis; {@code warn} leaves it as it is written, and
         * says so. One that its registry does not have ends the apply in either case.
         */
        public Builder onUnresolved(String value) {
            onUnresolved = value;
            return this;
        }

        /** The provider that copies, of the same stack. Default: the stack's without an alias, which the mirror adds if there is none. */
        public Builder provider(TerraformProvider value) {
            provider = value;
            return this;
        }

        /**
         * What a mirror is told.
         *
         * @throws IllegalArgumentException if the registry, the layout, a glob, a path or the choice for what is unresolved is none; it
         *     names which
         */
        public ImageMirrorConfig build() {
            return new ImageMirrorConfig(this);
        }
    }
}
