package dev.imagesync.workload;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.reference.Tag;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a mirror names the repository of an image below its prefix. The tag stays the source's; a reference by digest alone gets the tag
 * {@code digest-} and the first twelve digits.
 */
public final class Layout {

    /** {@code PREFIX/docker.io/library/nginx}: no two sources share a destination. */
    public static final Layout BY_HOST = new Layout("{host}/{path}");

    /** {@code PREFIX/nginx}: short, but two registries may have an image of one name. */
    public static final Layout FLAT = new Layout("{name}");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)}");
    private static final int DIGITS_OF_DIGEST = 12;

    private final String pattern;

    private Layout(String pattern) {
        this.pattern = pattern;
    }

    /**
     * Reads {@code host}, {@code flat} or a pattern of one's own: {@code {host}} is the registry ({@code docker.io}; what no repository
     * may hold, as the colon of a port, becomes an underscore), {@code {path}} the repository in it ({@code library/nginx}),
     * {@code {name}} its last part ({@code nginx}).
     *
     * @throws dev.imagesync.problem.ImagesyncException IS1006 if the text is nothing of the kind
     */
    public static Layout parse(String text) {
        return switch (text) {
            case "host" -> BY_HOST;
            case "flat" -> FLAT;
            default -> {
                Layout layout = new Layout(text);
                // A pattern that leaves something out makes no repository for any image.
                boolean isPattern =
                        PLACEHOLDER.matcher(text).results().findAny().isPresent()
                                && PLACEHOLDER.matcher(text).results().allMatch(each -> each.group(1)
                                        .matches("host|path|name"));
                if (!isPattern || text.contains(":") || !isRepository(layout.fill("example.com", "a/b"))) {
                    throw Problem.ofInput(
                                    Code.INPUT_INVALID,
                                    "\"" + text + "\" is not a layout",
                                    "write host, flat, or a pattern with {host}, {path} or {name} in it, for example"
                                            + " copies/{path}; the tag stays as it is")
                            .toException();
                }
                yield layout;
            }
        };
    }

    private static boolean isRepository(String text) {
        return text.matches("[a-z0-9]+([._/-]+[a-z0-9]+)*") && !text.contains("//");
    }

    /** Where a mirror keeps an image. */
    ImageReference destination(ImageReference image, MirrorPrefix prefix) {
        String host = image.repository()
                .registry()
                .canonical()
                .name()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9.-]+", "_")
                .replaceAll("^_|_$", "");
        return prefix.repository(fill(host, image.repository().path())).at(tag(image));
    }

    private String fill(String host, String path) {
        return PLACEHOLDER
                .matcher(pattern)
                .replaceAll(each -> Matcher.quoteReplacement(
                        switch (each.group(1)) {
                            case "host" -> host;
                            case "path" -> path;
                            default -> path.substring(path.lastIndexOf('/') + 1);
                        }));
    }

    private static Tag tag(ImageReference image) {
        Tag tag = image.tag();
        return tag != null
                ? tag
                : new Tag(
                        "digest-" + Objects.requireNonNull(image.digest()).hex().substring(0, DIGITS_OF_DIGEST));
    }
}
