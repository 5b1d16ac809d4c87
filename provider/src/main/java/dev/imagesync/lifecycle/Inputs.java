package dev.imagesync.lifecycle;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.reference.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of a synced image as the user wrote them.
 *
 * @param source null while it is not known
 * @param destination null while it is not known
 * @param sourceDigest null if there is none, or while it is not known
 * @param platforms empty means all
 * @param deletePolicy null means the default
 */
public record Inputs(
        @Nullable String source,
        @Nullable String destination,
        @Nullable String sourceDigest,
        List<String> platforms,
        boolean includeReferrers,
        @Nullable String deletePolicy) {

    public Inputs {
        platforms = List.copyOf(platforms);
    }

    /** A problem of one input. */
    public record InputProblem(Property property, int index, Problem problem) {
        /** The path of the input, for example {@code platforms[1]}. */
        public String path() {
            return index < 0 ? property.label() : property.label() + "[" + index + "]";
        }
    }

    /** All that is wrong with the inputs, before any registry is asked. What is not known yet is not judged. */
    public List<InputProblem> problems() {
        List<InputProblem> problems = new ArrayList<>();
        ImageReference from = read(problems, Property.SOURCE, source, ImageReference::parse);
        ImageReference to = read(problems, Property.DESTINATION, destination, ImageReference::parseDestination);
        read(problems, Property.SOURCE_DIGEST, sourceDigest, Digest::parse);
        read(problems, Property.DELETE_POLICY, deletePolicy, Inputs::policy);
        for (int i = 0; i < platforms.size(); i++) {
            try {
                Platform.parse(platforms.get(i));
            } catch (ImagesyncException e) {
                problems.add(new InputProblem(Property.PLATFORMS, i, e.problem()));
            }
        }
        if (from != null && from.isSameAs(to)) {
            problems.add(new InputProblem(
                    Property.DESTINATION,
                    -1,
                    Problem.ofInput(
                            Code.SOURCE_IS_DESTINATION,
                            "both are " + to,
                            "name another registry, repository or tag as the destination")));
        }
        return problems;
    }

    /** These inputs as values; {@link #problems} must be empty. */
    public Desired toDesired() {
        return new Desired(
                source == null ? null : ImageReference.parse(source),
                destination == null ? null : ImageReference.parseDestination(destination),
                sourceDigest == null ? null : Digest.parse(sourceDigest),
                deletePolicy == null ? DeletePolicy.TAG : policy(deletePolicy),
                new Extent(platforms.stream().map(Platform::parse).collect(Collectors.toSet()), includeReferrers));
    }

    private static DeletePolicy policy(String name) {
        return DeletePolicy.named(name).orElseThrow(() -> Problem.ofInput(
                        Code.INPUT_INVALID,
                        "deletePolicy is \"" + name + "\"",
                        "write tag (the default), image or retain")
                .toException());
    }

    private static <T> @Nullable T read(
            List<InputProblem> problems, Property property, @Nullable String text, Function<String, T> reader) {
        if (text == null) {
            return null;
        }
        try {
            return reader.apply(text);
        } catch (ImagesyncException e) {
            problems.add(new InputProblem(property, -1, e.problem()));
            return null;
        }
    }
}
