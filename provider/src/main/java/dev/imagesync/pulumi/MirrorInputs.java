package dev.imagesync.pulumi;

import dev.imagesync.behaviour.Property;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import dev.imagesync.workload.Glob;
import dev.imagesync.workload.KindPath;
import dev.imagesync.workload.Layout;
import dev.imagesync.workload.MirrorPrefix;
import dev.imagesync.workload.MirrorRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an {@code ImageMirror} is told.
 *
 * @param rules which images it takes, and where it keeps them
 * @param paths where images stand besides what is known
 * @param failsOnUnresolved whether an image that cannot be resolved ends the program, or stays and is told
 * @param forImages what every image of it is told, as it came
 */
record MirrorInputs(
        MirrorRules rules, List<KindPath> paths, boolean failsOnUnresolved, Map<String, PropertyValue> forImages) {

    private static final String REGISTRY = "registry";
    private static final String REWRITE = "rewrite";
    private static final String INCLUDE = "include";
    private static final String EXCLUDE = "exclude";
    private static final String PATHS = "paths";
    private static final String ON_UNRESOLVED = "onUnresolved";
    private static final List<String> FOR_IMAGES =
            List.of(Property.PLATFORMS.label(), Property.DELETE_POLICY.label(), Property.INCLUDE_REFERRERS.label());
    private static final List<String> ALL = Stream.concat(
                    Stream.of(REGISTRY, REWRITE, INCLUDE, EXCLUDE, PATHS, ON_UNRESOLVED), FOR_IMAGES.stream())
            .toList();

    /**
     * Reads the inputs of the component.
     *
     * @throws ImagesyncException the first thing that is wrong with them, with the name of the input
     */
    static MirrorInputs read(PulumiFields fields) {
        fields.refuseOthers(ALL);
        ALL.stream().filter(fields::isUnknown).findFirst().ifPresent(name -> {
            throw wrong(
                    name, "it is not known yet", "give a plain value: images are rewritten from the first resource on");
        });
        MirrorPrefix prefix = one(fields, REGISTRY, MirrorPrefix::parse);
        if (prefix == null) {
            throw wrong(REGISTRY, "it is missing", "say where the images go, for example registry.example.com/mirror");
        }
        Layout layout = one(fields, REWRITE, Layout::parse);
        String onUnresolved = fields.text(ON_UNRESOLVED);
        if (onUnresolved != null && !List.of("fail", "warn").contains(onUnresolved)) {
            throw wrong(ON_UNRESOLVED, "it is " + fields.shown(ON_UNRESOLVED), "write fail or warn");
        }
        MirrorRules rules = new MirrorRules(
                prefix,
                layout == null ? Layout.BY_HOST : layout,
                several(fields, INCLUDE, Glob::parse),
                several(fields, EXCLUDE, Glob::parse));
        List<KindPath> paths = several(fields, PATHS, KindPath::parse);
        if (fields.failureCount() > 0) {
            PulumiFields.Failure first = fields.failures().getFirst();
            throw wrong(first.path(), first.reason(), "correct the input of the image mirror");
        }
        Map<String, PropertyValue> forImages = new LinkedHashMap<>(fields.fields());
        forImages.keySet().retainAll(FOR_IMAGES);
        return new MirrorInputs(rules, paths, !"warn".equals(onUnresolved), forImages);
    }

    private static <T> @Nullable T one(PulumiFields fields, String name, Function<String, T> reading) {
        String text = fields.text(name);
        return text == null ? null : read(name, text, reading);
    }

    private static <T> List<T> several(PulumiFields fields, String name, Function<String, T> reading) {
        List<T> values = new ArrayList<>();
        List<String> texts = fields.texts(name);
        for (int i = 0; i < texts.size(); i++) {
            values.add(read(name + "[" + i + "]", texts.get(i), reading));
        }
        return values;
    }

    private static <T> T read(String name, String text, Function<String, T> reading) {
        try {
            return reading.apply(text);
        } catch (ImagesyncException e) {
            throw wrong(name, e.problem().doing(), e.problem().next());
        }
    }

    private static ImagesyncException wrong(String name, String what, String next) {
        return Problem.ofInput(Code.INPUT_INVALID, name + ": " + what, next).toException();
    }
}
