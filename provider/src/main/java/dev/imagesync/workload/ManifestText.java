package dev.imagesync.workload;

import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.reference.ImageReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A file of Kubernetes manifests, in YAML or JSON, with any number of documents, which is edited in place: only the images change;
 * comments, order, quotes, anchors and line ends stay byte for byte. An image that is written once and used at several places, by
 * an anchor, is changed once.
 */
public final class ManifestText {

    private final String text;
    private final List<Written> images;

    private ManifestText(String text, List<Written> images) {
        this.text = text;
        this.images = images;
    }

    /**
     * An image of a file.
     *
     * @param file the file's name
     * @param line where it is written; the first is 1
     * @param object the object that has it
     * @param found where in the object
     */
    public record Place(String file, int line, ObjectName object, FoundImage found) {

        /**
         * What is written there.
         *
         * @throws dev.imagesync.problem.ImagesyncException IS1001, which names the place, if it is no reference
         */
        public ImageReference reference() {
            try {
                return ImageReference.parse(found.image());
            } catch (ImagesyncException e) {
                throw e.problem().at(this).toException();
            }
        }

        /** {@code web.yaml:12 (Deployment web, spec.template.spec.containers[0].image)}. */
        @Override
        public String toString() {
            return file + ":" + line + " (" + object + ", " + found.path() + ")";
        }
    }

    private record Written(Place place, YamlDocument.Scalar scalar) {}

    /**
     * Reads a file.
     *
     * @param name what the file is called in messages
     * @param finder finds the images in its objects
     * @throws ImagesyncException IS1013, which names line and column, if the text is no YAML
     */
    public static ManifestText parse(String name, String text, ImageFinder finder) {
        List<Written> images = new ArrayList<>();
        for (YamlDocument document : YamlDocument.readAll(name, text)) {
            for (FoundImage found : finder.find(document.root())) {
                YamlDocument.Scalar scalar = Objects.requireNonNull(
                        document.scalars().get(found.path()), () -> "no text at " + found.path());
                ObjectName object = ObjectName.around(document.root(), found.path());
                images.add(new Written(new Place(name, scalar.line(), object, found), scalar));
            }
        }
        return new ManifestText(text, images);
    }

    /** The images of all documents, in the order in which they are found. */
    public List<Place> images() {
        return images.stream().map(Written::place).toList();
    }

    /**
     * The text with other images in it.
     *
     * @param reference what an image becomes, if it changes
     */
    public String rewritten(Function<Place, Optional<String>> reference) {
        Map<Integer, Edit> edits = new TreeMap<>();
        for (Written image : images) {
            YamlDocument.Scalar scalar = image.scalar();
            reference
                    .apply(image.place())
                    .map(image.place().found()::with)
                    .ifPresent(value -> edits.put(scalar.start(), new Edit(scalar, scalar.written(text, value))));
        }
        StringBuilder edited = new StringBuilder(text.length() + edits.size() * 64);
        int from = 0;
        for (Edit edit : edits.values()) {
            edited.append(text, from, edit.scalar().start()).append(edit.written());
            from = edit.scalar().end();
        }
        return edited.append(text, from, text.length()).toString();
    }

    private record Edit(YamlDocument.Scalar scalar, String written) {}
}
