package dev.imagesync.it;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An image as a program of the contract declares it, whatever the engine.
 *
 * @param name its address in the program
 */
record Image(String name, String source, String destination, Options options) {

    /**
     * What a program may leave out.
     *
     * @param platforms none means all
     * @param later what comes out of a resource that changes with every program, so that no plan knows it
     */
    record Options(
            @Nullable String pin,
            List<String> platforms,
            boolean includeReferrers,
            String deletePolicy,
            Set<Later> later) {

        static final Options DEFAULTS = new Options(null, List.of(), false, "tag", Set.of());
    }

    /** An input that a plan may not know. */
    enum Later {
        SOURCE,
        PIN,
        PLATFORMS
    }

    static Image of(String name, String source, String destination) {
        return new Image(name, source, destination, Options.DEFAULTS);
    }

    Image named(String other) {
        return new Image(other, source, destination, options);
    }

    Image from(String other) {
        return new Image(name, other, destination, options);
    }

    Image to(String other) {
        return new Image(name, source, other, options);
    }

    Image pinnedTo(String digest) {
        return with(new Options(
                digest, options.platforms(), options.includeReferrers(), options.deletePolicy(), options.later()));
    }

    Image only(String... platforms) {
        return with(new Options(
                options.pin(),
                List.of(platforms),
                options.includeReferrers(),
                options.deletePolicy(),
                options.later()));
    }

    Image withReferrers() {
        return with(new Options(options.pin(), options.platforms(), true, options.deletePolicy(), options.later()));
    }

    Image deleting(String policy) {
        return with(
                new Options(options.pin(), options.platforms(), options.includeReferrers(), policy, options.later()));
    }

    Image later(Later input) {
        return with(new Options(
                options.pin(),
                options.platforms(),
                options.includeReferrers(),
                options.deletePolicy(),
                EnumSet.of(input)));
    }

    boolean isLater(Later input) {
        return options.later().contains(input);
    }

    private Image with(Options others) {
        return new Image(name, source, destination, others);
    }
}
