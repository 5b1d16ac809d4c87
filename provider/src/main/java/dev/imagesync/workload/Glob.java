package dev.imagesync.workload;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.ImageReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A choice of images: {@code docker.io/library/*}, {@code quay.io/**}, {@code *.gcr.io/**:v1.*}. It is held against the whole reference,
 * registry, repository and tag; without a colon behind the last slash, any tag or digest will do. {@code *} stands for anything but a
 * slash, {@code **} for anything.
 */
public final class Glob {

    private final Pattern pattern;
    private final boolean namesVersion;

    private Glob(Pattern pattern, boolean namesVersion) {
        this.pattern = pattern;
        this.namesVersion = namesVersion;
    }

    /**
     * Reads a glob.
     *
     * @throws dev.imagesync.problem.ImagesyncException IS1006 if the text is empty or has blanks
     */
    public static Glob parse(String text) {
        if (text.isEmpty() || text.chars().anyMatch(Character::isWhitespace)) {
            throw Problem.ofInput(
                            Code.INPUT_INVALID,
                            "\"" + text + "\" does not choose images",
                            "write a reference with * or ** in it, for example docker.io/library/** or quay.io/**")
                    .toException();
        }
        String expression = Pattern.compile("\\*\\*|\\*|[^*]+").matcher(text).replaceAll(part -> switch (part.group()) {
            case "**" -> ".*";
            case "*" -> "[^/]*";
            default -> Matcher.quoteReplacement(Pattern.quote(part.group()));
        });
        return new Glob(Pattern.compile(expression), ImageReference.namesVersion(text));
    }

    /** Whether an image is chosen. */
    boolean matches(ImageReference image) {
        String canonical = image.canonical();
        String held = namesVersion ? canonical : image.repository().canonical().toString();
        return pattern.matcher(held).matches();
    }
}
