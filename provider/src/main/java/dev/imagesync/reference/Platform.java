package dev.imagesync.reference;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a container image runs on, for example {@code linux/arm64/v8}.
 *
 * @param os operating system, as Go names it
 * @param architecture processor architecture, as Go names it
 * @param variant variant of the architecture, or null
 */
public record Platform(String os, String architecture, @Nullable String variant) {

    private static final Pattern PART = Pattern.compile("[a-zA-Z0-9._-]+");

    /**
     * Reads {@code OS/ARCHITECTURE} or {@code OS/ARCHITECTURE/VARIANT}.
     *
     * @throws dev.imagesync.problem.ImagesyncException IS1011 if the text is anything else
     */
    public static Platform parse(String text) {
        String[] parts = text.split("/", -1);
        boolean wellFormed = parts.length == 2 || parts.length == 3;
        for (String part : parts) {
            wellFormed &= PART.matcher(part).matches();
        }
        if (!wellFormed) {
            throw Problem.ofInput(
                            Code.PLATFORM_MALFORMED,
                            "\"" + text + "\" is not a platform",
                            "write OS/ARCHITECTURE or OS/ARCHITECTURE/VARIANT, for example linux/amd64")
                    .toException();
        }
        return new Platform(parts[0], parts[1], parts.length == 3 ? parts[2] : null);
    }

    /**
     * Whether an image for the other platform is what is meant by this one: without a variant every variant is, and
     * {@code arm64} is {@code arm64/v8}.
     */
    public boolean includes(Platform other) {
        return os.equals(other.os)
                && architecture.equals(other.architecture)
                && (variant == null || variant.equals(other.variantOrUsual()));
    }

    private @Nullable String variantOrUsual() {
        return variant == null && architecture.equals("arm64") ? "v8" : variant;
    }

    @Override
    public String toString() {
        return os + "/" + architecture + (variant == null ? "" : "/" + variant);
    }
}
