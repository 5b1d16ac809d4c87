package dev.imagesync.workload;

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

    private final String name;
    private final String text;
    private final List<YamlDocument> documents;

    private ManifestText(String name, String text, List<YamlDocument> documents) {
        this.name = name;
        this.text = text;
        this.documents = documents;
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

        /** {@code web.yaml:12 (Deployment web, spec.template.spec.containers[0].image)}. */
        @Override
        public String toString() {
            return file + ":" + line + " (" + object + ", " + found.path() + ")";
        }
    }

    /**
     * Reads a file.
     *
     * @param name what the file is called in messages
     * @throws dev.imagesync.problem.ImagesyncException IS1013, which names line and column, if the text is no YAML
     */
    public static ManifestText parse(String name, String text) {
        return new ManifestText(name, text, YamlDocument.readAll(name, text));
    }

    /** The images of all documents, in the order in which they are found. */
    public List<Place> images(ImageFinder finder) {
        List<Place> places = new ArrayList<>();
        for (YamlDocument document : documents) {
            for (FoundImage found : finder.find(document.root())) {
                places.add(place(document, found));
            }
        }
        return places;
    }

    private Place place(YamlDocument document, FoundImage found) {
        YamlDocument.Scalar scalar = scalar(document, found);
        return new Place(name, scalar.line(), ObjectName.around(document.root(), found.path()), found);
    }

    private static YamlDocument.Scalar scalar(YamlDocument document, FoundImage found) {
        return Objects.requireNonNull(document.scalars().get(found.path()), () -> "no text at " + found.path());
    }

    /**
     * The text with other images in it.
     *
     * @param reference what an image becomes, if it changes
     */
    public String rewritten(ImageFinder finder, Function<Place, Optional<String>> reference) {
        Map<Integer, Edit> edits = new TreeMap<>();
        for (YamlDocument document : documents) {
            for (FoundImage found : finder.find(document.root())) {
                YamlDocument.Scalar scalar = scalar(document, found);
                reference
                        .apply(place(document, found))
                        .map(found::with)
                        .ifPresent(value -> edits.put(scalar.start(), new Edit(scalar, scalar.written(text, value))));
            }
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
