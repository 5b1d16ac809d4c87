package dev.imagesync.cdktf;

import com.hashicorp.cdktf.DefaultTokenResolver;
import com.hashicorp.cdktf.ResolveOptions;
import com.hashicorp.cdktf.StringConcat;
import com.hashicorp.cdktf.TerraformResource;
import com.hashicorp.cdktf.Tokenization;
import dev.imagesync.cdktf.rules.workload.ObjectPath;
import dev.imagesync.cdktf.rules.workload.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a resource as they will be written, overrides included, with expressions where the program has tokens. Immutable.
 *
 * @param attributes maps, lists, texts and what else JSON has
 */
record ResourceTree(Map<String, Object> attributes) {

    /** What every expression has, and no reference. */
    static final String EXPRESSION = "${";

    static ResourceTree of(TerraformResource resource) {
        // As it is synthesised: {"resource": {TYPE: {NAME: attributes}}}; one that has moved elsewhere has none.
        Object at = ((Map<?, ?>) resource.toTerraform()).get("resource");
        if (at == null) {
            return new ResourceTree(Map.of());
        }
        for (int depth = 0; depth < 2; depth++) {
            at = ((Map<?, ?>) at).values().iterator().next();
        }
        return new ResourceTree(mapping(Tokenization.resolve(
                at,
                ResolveOptions.builder()
                        .scope(resource)
                        .resolver(new DefaultTokenResolver(new StringConcat()))
                        .preparing(false)
                        .build())));
    }

    /** This attribute alone. */
    ResourceTree only(String attribute) {
        Map<String, Object> one = new LinkedHashMap<>(attributes);
        one.keySet().retainAll(Set.of(attribute));
        return new ResourceTree(one);
    }

    Tree tree() {
        return tree(attributes);
    }

    /**
     * The attributes that change, whole.
     *
     * @param texts what stands where
     */
    Map<String, Object> with(Map<ObjectPath, String> texts) {
        Set<Object> changed = texts.keySet().stream()
                .map(path -> ((ObjectPath.Step.Field) path.steps().get(0)).name())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Map<String, Object> rewritten = new LinkedHashMap<>(attributes);
        rewritten.keySet().retainAll(changed);
        rewritten.replaceAll((name, value) -> with(value, ObjectPath.ROOT.field(name), texts));
        return rewritten;
    }

    private static Object with(Object value, ObjectPath at, Map<ObjectPath, String> texts) {
        if (value instanceof Map) {
            Map<String, Object> copy = mapping(value);
            copy.replaceAll((name, field) -> with(field, at.field(name), texts));
            return copy;
        }
        if (value instanceof List<?> items) {
            List<Object> copy = new ArrayList<>(items);
            for (int i = 0; i < copy.size(); i++) {
                copy.set(i, with(copy.get(i), at.item(i), texts));
            }
            return copy;
        }
        return texts.containsKey(at) ? texts.get(at) : value;
    }

    private static Tree tree(@Nullable Object value) {
        if (value instanceof Map) {
            Map<String, Tree> fields = new LinkedHashMap<>();
            mapping(value).forEach((name, field) -> fields.put(name, tree(field)));
            return new Tree.Mapping(fields);
        }
        if (value instanceof List<?> items) {
            return new Tree.Sequence(items.stream().map(ResourceTree::tree).toList());
        }
        return value instanceof String text ? new Tree.Text(text) : new Tree.Other();
    }

    private static Map<String, Object> mapping(Object value) {
        Map<String, Object> copy = new LinkedHashMap<>();
        ((Map<?, ?>) value).forEach((name, field) -> copy.put((String) name, field));
        return copy;
    }
}
