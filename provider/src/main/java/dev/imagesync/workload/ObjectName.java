package dev.imagesync.workload;

import java.util.Optional;

/**
 * What people call an object: {@code Deployment web}, {@code Deployment shop/web}.
 *
 * @param kind the kind, or {@code object} where there is none
 * @param namespace the namespace; empty if the object names none
 * @param name the name; empty if there is none, as in a template
 */
public record ObjectName(String kind, String namespace, String name) {

    private static final String NO_KIND = "object";

    /** The innermost object of a kind that holds this part: an item of a list of objects, not the list. */
    public static ObjectName around(Tree root, ObjectPath part) {
        ObjectName innermost = of(root);
        Tree tree = root;
        for (ObjectPath.Step step : part.steps()) {
            Optional<Tree> next = step.in(tree);
            if (next.isEmpty()) {
                return innermost;
            }
            tree = next.get();
            if (tree.textOf("kind").isPresent() && tree.textOf("apiVersion").isPresent()) {
                innermost = of(tree);
            }
        }
        return innermost;
    }

    private static ObjectName of(Tree object) {
        Optional<Tree> metadata = object.field("metadata");
        return new ObjectName(
                object.textOf("kind").orElse(NO_KIND),
                metadata.flatMap(tree -> tree.textOf("namespace")).orElse(""),
                metadata.flatMap(tree -> tree.textOf("name"))
                        .or(() -> metadata.flatMap(tree -> tree.textOf("generateName")))
                        .orElse(""));
    }

    @Override
    public String toString() {
        String path = namespace.isEmpty() ? name : namespace + "/" + name;
        return path.isEmpty() ? kind : kind + " " + path;
    }
}
