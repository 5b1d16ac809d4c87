package dev.imagesync.tfvalues;

import java.util.ArrayList;
import java.util.List;

/** The way from the root of a value to the place that is being worked on; keeps what a peer sends from nesting without end. */
final class Trail {

    /** Deeper than any schema; shallow enough for any stack. */
    static final int MAX_DEPTH = 100;

    private final List<String> steps = new ArrayList<>();

    void intoAttribute(String name) {
        into(steps.isEmpty() ? name : "." + name);
    }

    void intoElement(int index) {
        into("[" + index + "]");
    }

    void intoElement(String key) {
        into("[\"" + key + "\"]");
    }

    /** A step that is not shown: the value inside a dynamic one. */
    void intoTyped() {
        into("");
    }

    private void into(String step) {
        if (steps.size() == MAX_DEPTH) {
            throw fail("nested deeper than " + MAX_DEPTH + " levels");
        }
        steps.add(step);
    }

    void back() {
        steps.removeLast();
    }

    ValueException fail(String problem) {
        return new ValueException(String.join("", steps), problem);
    }
}
