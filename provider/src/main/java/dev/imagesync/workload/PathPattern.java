package dev.imagesync.workload;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where images stand in an object: names joined by dots, each with selectors in brackets behind it. {@code [*]} is every item of a
 * list or every field of a map, {@code [2]} the third item, {@code [NAME]} the items whose {@code name} is NAME, and {@code [--flag=]},
 * which ends with an equals sign, the texts of a list that begin so: what comes behind is the image. Examples:
 * {@code spec.image}, {@code spec.steps[*].image}, {@code spec.containers[*].env[RELOADER].value},
 * {@code spec.containers[0].args[--reloader-image=]}.
 */
final class PathPattern {

    private static final Pattern PART = Pattern.compile("([A-Za-z0-9_-]+)((?:\\[[^\\[\\]]+])*)");
    private static final Pattern SELECTOR = Pattern.compile("\\[([^\\[\\]]+)]");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");

    private final List<Step> steps;

    private PathPattern(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    private sealed interface Step {

        record Field(String name) implements Step {}

        record Each() implements Step {}

        record Item(int index) implements Step {}

        record Named(String name) implements Step {}

        record Flag(String start) implements Step {}
    }

    /**
     * Reads a pattern.
     *
     * @throws dev.imagesync.problem.ImagesyncException IS1006 if the text is none
     */
    static PathPattern parse(String text) {
        List<Step> steps = new ArrayList<>();
        for (String part : text.split("\\.(?![^\\[]*])", -1)) {
            Matcher matcher = PART.matcher(part);
            if (!matcher.matches()) {
                throw Problem.ofInput(
                                Code.INPUT_INVALID,
                                "\"" + text + "\" is not a path to an image",
                                "join names by dots, with [*], [0], [NAME] or [--flag=] behind a list, for example"
                                        + " spec.containers[*].env[RELOADER].value")
                        .toException();
            }
            steps.add(new Step.Field(matcher.group(1)));
            SELECTOR.matcher(matcher.group(2)).results().forEach(each -> steps.add(selector(each.group(1))));
        }
        return new PathPattern(steps);
    }

    private static Step selector(String text) {
        if (text.equals("*")) {
            return new Step.Each();
        }
        if (NUMBER.matcher(text).matches()) {
            return new Step.Item(Integer.parseInt(text));
        }
        return text.endsWith("=") ? new Step.Flag(text) : new Step.Named(text);
    }

    /** Tells the images of an object that stand where this says; a text that is empty is none. */
    void find(Tree object, ObjectPath at, Consumer<FoundImage> found) {
        find(object, at, 0, "", found);
    }

    private void find(Tree tree, ObjectPath at, int step, String before, Consumer<FoundImage> found) {
        if (step == steps.size()) {
            if (tree instanceof Tree.Text text && text.value().length() > before.length()) {
                found.accept(new FoundImage(at, before, text.value().substring(before.length())));
            }
            return;
        }
        switch (steps.get(step)) {
            case Step.Field field ->
                tree.field(field.name())
                        .ifPresent(value -> find(value, at.field(field.name()), step + 1, before, found));
            case Step.Each _ -> {
                if (tree instanceof Tree.Mapping mapping) {
                    for (Map.Entry<String, Tree> entry : mapping.fields().entrySet()) {
                        find(entry.getValue(), at.field(entry.getKey()), step + 1, before, found);
                    }
                }
                items(tree, (item, index) -> find(item, at.item(index), step + 1, before, found));
            }
            case Step.Item item ->
                items(tree, (value, index) -> {
                    if (index == item.index()) {
                        find(value, at.item(index), step + 1, before, found);
                    }
                });
            case Step.Named named ->
                items(tree, (value, index) -> {
                    if (value.textOf("name").filter(named.name()::equals).isPresent()) {
                        find(value, at.item(index), step + 1, before, found);
                    }
                });
            case Step.Flag flag ->
                items(tree, (value, index) -> {
                    if (value instanceof Tree.Text text && text.value().startsWith(flag.start())) {
                        find(value, at.item(index), step + 1, flag.start(), found);
                    }
                });
        }
    }

    @FunctionalInterface
    private interface Item {
        void visit(Tree item, int index);
    }

    private static void items(Tree tree, Item visitor) {
        if (tree instanceof Tree.Sequence sequence) {
            for (int i = 0; i < sequence.items().size(); i++) {
                visitor.visit(sequence.items().get(i), i);
            }
        }
    }
}
