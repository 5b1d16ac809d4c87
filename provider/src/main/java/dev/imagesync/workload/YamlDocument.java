package dev.imagesync.workload;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A document of a YAML text, with aliases and merge keys followed, that knows where each text is written.
 *
 * @param root the object
 * @param scalars where the texts of the object stand
 */
record YamlDocument(Tree root, Map<ObjectPath, Scalar> scalars) {

    /** More parts than any cluster takes: aliases of aliases make as many of a few lines. */
    private static final int MOST_PARTS = 2_000_000;

    private static final int MOST_CHARACTERS = 256 * 1024 * 1024;
    private static final Pattern NOT_A_TEXT = Pattern.compile(
            "|~|null|Null|NULL|true|True|TRUE|false|False|FALSE|[-+]?[0-9]+|[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

    /**
     * Where a text is written.
     *
     * @param start its first character, quotes included
     * @param end the one behind its last
     * @param line its line; the first is 1
     * @param style how it is written; null for an alias, which stands for it
     */
    record Scalar(int start, int end, int line, @Nullable ScalarStyle style) {

        /** Another text in the same style. */
        String written(String text, String value) {
            return switch (style) {
                case SINGLE_QUOTED -> "'" + value + "'";
                case DOUBLE_QUOTED, JSON_SCALAR_STYLE -> "\"" + value + "\"";
                // A block ends with the line end behind it.
                case LITERAL, FOLDED -> plain(value) + (text.charAt(end - 1) == '\n' ? "\n" : "");
                case PLAIN -> plain(value);
                case null -> plain(value);
            };
        }

        /** An address in brackets would begin a list. */
        private static String plain(String value) {
            return value.startsWith("[") ? "\"" + value + "\"" : value;
        }
    }

    static List<YamlDocument> readAll(String name, String text) {
        try {
            return new Reader(name, text).readAll();
        } catch (MarkedYamlEngineException e) {
            Mark mark = e.getProblemMark().or(e::getContextMark).orElse(null);
            String place = mark == null ? name : name + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
            String context = e.getContext() == null ? "" : e.getContext() + ", ";
            throw malformed(place + ": " + context + e.getProblem(), e);
        } catch (YamlEngineException e) {
            throw malformed(name + ": " + e.getMessage(), e);
        }
    }

    private static ImagesyncException malformed(String doing, @Nullable Throwable cause) {
        Problem problem = Problem.ofInput(
                Code.WORKLOAD_MALFORMED,
                doing,
                "give manifests as the API server takes them, in YAML or JSON; the templates of a chart are rendered first");
        return cause == null ? problem.toException() : problem.toException(cause);
    }

    /** What an event stands for. */
    private sealed interface Node {

        record Leaf(Tree tree, Scalar scalar) implements Node {}

        record Fields(Map<String, Node> fields) implements Node {}

        record Items(List<Node> items) implements Node {}
    }

    private static final class Reader {

        private final String name;
        private final String text;
        private final Iterator<Event> events;
        /** Where each character of Unicode begins, of which some are two in Java; null if none is. */
        private final int @Nullable [] offsets;

        private final Map<String, Node> anchors = new HashMap<>();
        private int parts;

        Reader(String name, String text) {
            this.name = name;
            this.text = text;
            this.offsets = text.codePointCount(0, text.length()) == text.length() ? null : offsets(text);
            LoadSettings settings = LoadSettings.builder()
                    .setLabel(name)
                    .setCodePointLimit(MOST_CHARACTERS)
                    // The whole text at once: the library fails on a wide character that its buffer would cut in two.
                    .setBufferSize(text.length() + 1)
                    .build();
            this.events = new Parse(settings).parseString(text).iterator();
        }

        List<YamlDocument> readAll() {
            List<YamlDocument> documents = new ArrayList<>();
            while (events.hasNext()) {
                if (events.next().getEventId() == Event.ID.DocumentStart) {
                    anchors.clear();
                    Map<ObjectPath, Scalar> scalars = new HashMap<>();
                    Tree root = tree(node(events.next()), ObjectPath.ROOT, scalars);
                    documents.add(new YamlDocument(root, scalars));
                }
            }
            return documents;
        }

        private Node node(Event event) {
            if (event instanceof AliasEvent alias) {
                String anchor = alias.getAlias().getValue();
                Node target = anchors.get(anchor);
                if (target == null) {
                    throw malformed(place(event) + ": there is no anchor &" + anchor + " before this", null);
                }
                return target instanceof Node.Leaf leaf ? new Node.Leaf(leaf.tree(), scalar(event, null)) : target;
            }
            Node node =
                    switch (event) {
                        case ScalarEvent scalar -> leaf(scalar);
                        case MappingStartEvent _ -> fields();
                        case SequenceStartEvent _ -> items();
                        default -> throw new IllegalStateException("an event that is no node: " + event);
                    };
            ((NodeEvent) event).getAnchor().ifPresent(anchor -> anchors.put(anchor.getValue(), node));
            return node;
        }

        private Node leaf(ScalarEvent event) {
            boolean isText =
                    !event.isPlain() || !NOT_A_TEXT.matcher(event.getValue()).matches();
            Tree tree = isText ? new Tree.Text(event.getValue()) : new Tree.Other();
            return new Node.Leaf(tree, scalar(event, event.getScalarStyle()));
        }

        private Node fields() {
            Map<String, Node> fields = new LinkedHashMap<>();
            List<Node> merged = new ArrayList<>();
            for (Event key = events.next(); key.getEventId() != Event.ID.MappingEnd; key = events.next()) {
                Node name = node(key);
                Node value = node(events.next());
                if (!(name instanceof Node.Leaf)) {
                    throw malformed(
                            place(key) + ": the name of a field is a text, and this is a list or a mapping", null);
                }
                if (key instanceof ScalarEvent scalar
                        && scalar.isPlain()
                        && scalar.getValue().equals("<<")) {
                    merged.add(value);
                } else if (key instanceof ScalarEvent scalar) {
                    fields.put(scalar.getValue(), value);
                }
            }
            merged.forEach(value -> merge(value, fields));
            return new Node.Fields(fields);
        }

        /** The fields of a mapping, or of several, that are not there yet. */
        private static void merge(Node value, Map<String, Node> fields) {
            switch (value) {
                case Node.Fields more -> more.fields().forEach(fields::putIfAbsent);
                case Node.Items several -> several.items().forEach(each -> merge(each, fields));
                case Node.Leaf _ -> {}
            }
        }

        private Node items() {
            List<Node> items = new ArrayList<>();
            for (Event item = events.next(); item.getEventId() != Event.ID.SequenceEnd; item = events.next()) {
                items.add(node(item));
            }
            return new Node.Items(items);
        }

        private Tree tree(Node node, ObjectPath at, Map<ObjectPath, Scalar> scalars) {
            if (++parts > MOST_PARTS) {
                throw malformed(name + ": more than " + MOST_PARTS + " parts, with aliases followed", null);
            }
            return switch (node) {
                case Node.Leaf leaf -> {
                    scalars.put(at, leaf.scalar());
                    yield leaf.tree();
                }
                case Node.Fields fields -> {
                    Map<String, Tree> trees = new LinkedHashMap<>();
                    fields.fields().forEach((key, value) -> trees.put(key, tree(value, at.field(key), scalars)));
                    yield new Tree.Mapping(trees);
                }
                case Node.Items items -> {
                    List<Tree> trees = new ArrayList<>();
                    for (int i = 0; i < items.items().size(); i++) {
                        trees.add(tree(items.items().get(i), at.item(i), scalars));
                    }
                    yield new Tree.Sequence(trees);
                }
            };
        }

        /** Where an event is written, without an anchor and a tag in front. */
        private Scalar scalar(Event event, @Nullable ScalarStyle style) {
            int start = offset(mark(event.getStartMark()));
            int end = offset(mark(event.getEndMark()));
            if (style != null) {
                while (start < end && (text.charAt(start) == '&' || text.charAt(start) == '!')) {
                    while (start < end && !Character.isWhitespace(text.charAt(start))) {
                        start++;
                    }
                    while (start < end && Character.isWhitespace(text.charAt(start))) {
                        start++;
                    }
                }
            }
            return new Scalar(start, end, mark(event.getStartMark()).getLine() + 1, style);
        }

        private String place(Event event) {
            Mark mark = mark(event.getStartMark());
            return name + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
        }

        private static Mark mark(Optional<Mark> mark) {
            return mark.orElseThrow(() -> new IllegalStateException("an event without a place"));
        }

        private static int[] offsets(String text) {
            int[] offsets = new int[text.codePointCount(0, text.length()) + 1];
            int offset = 0;
            for (int i = 0; i < offsets.length - 1; i++) {
                offsets[i] = offset;
                offset += Character.charCount(text.codePointAt(offset));
            }
            offsets[offsets.length - 1] = text.length();
            return offsets;
        }

        /** Places are counted in characters of Unicode. */
        private int offset(Mark mark) {
            return offsets == null ? mark.getIndex() : offsets[mark.getIndex()];
        }
    }
}
