package dev.imagesync.terraform;

import dev.imagesync.reference.ImageReference;
import dev.imagesync.tfvalues.Type;
import dev.imagesync.tfvalues.Value;
import dev.imagesync.workload.Fate;
import dev.imagesync.workload.ImageFinder;
import dev.imagesync.workload.ManifestText;
import dev.imagesync.workload.MirrorPrefix;
import dev.imagesync.workload.MirrorRules;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The functions that find and rewrite the images of Kubernetes manifests: {@code images}, {@code destination}, {@code render}. */
final class ManifestFunctions {

    private static final ImageFinder FINDER = new ImageFinder(List.of());

    private static final ProviderFunction.Parameter MANIFEST = new ProviderFunction.Parameter(
            "manifest",
            Type.string(),
            "Kubernetes manifests in YAML or JSON, any number of them: a file, or what `helm_template` gives as `manifest`.");

    static final ProviderFunction IMAGES = new ProviderFunction(
            "images",
            List.of(MANIFEST),
            Type.list(Type.string()),
            "The images of Kubernetes manifests",
            "Gives the references of all images of the manifests, each once, in one spelling: "
                    + "`docker.io/library/nginx:latest` for `nginx`. Those of every pod are found, wherever its spec stands, and those that the"
                    + " custom resources of widespread operators name. A manifest that is malformed (`IS1013`) and an image that is"
                    + " no reference (`IS1001`) are errors, which name the place.",
            arguments -> Value.sequence(arguments.read(0, ManifestFunctions::images).stream()
                    .map(image -> Value.of(image))
                    .toArray(Value[]::new)));

    static final ProviderFunction DESTINATION = new ProviderFunction(
            "destination",
            List.of(
                    new ProviderFunction.Parameter("image", Type.string(), "An image reference."),
                    new ProviderFunction.Parameter(
                            "prefix",
                            Type.string(),
                            "Where the mirror is: a registry, or a registry and a path in it, as `registry.example.com/mirror`.")),
            Type.string(),
            "Where a mirror keeps an image",
            "Gives `PREFIX/HOST/PATH:TAG`, for example `registry.example.com/mirror/docker.io/library/nginx:1.29`. A reference by digest"
                    + " alone gets the tag `digest-` and twelve digits. An image of the mirror's own registry is given as it is, in"
                    + " its one spelling. A reference (`IS1001`) or a prefix (`IS1006`) that is none is an error.",
            arguments -> arguments.read(
                    0,
                    text -> Value.of(destination(ImageReference.parse(text), arguments.read(1, MirrorPrefix::parse)))));

    static final ProviderFunction RENDER = new ProviderFunction(
            "render",
            List.of(
                    MANIFEST,
                    new ProviderFunction.Parameter(
                            "images",
                            Type.map(Type.string()),
                            "What images become, by their reference as `images` gives it, for example the `digest_ref` of each.")),
            Type.string(),
            "Kubernetes manifests with other images",
            "Gives the manifests with the images in it replaced. Nothing else changes: comments, order and quotes stay. An image that"
                    + " the map does not name stays as it is. A manifest that is malformed (`IS1013`) is an error, and so is an image"
                    + " that is no reference (`IS1001`).",
            arguments -> arguments.read(0, text -> Value.of(render(text, texts(arguments.value(1))))));

    private ManifestFunctions() {}

    private static Set<String> images(String text) {
        Set<String> images = new LinkedHashSet<>();
        manifest(text).images().forEach(place -> images.add(canonical(place)));
        return images;
    }

    private static ManifestText manifest(String text) {
        return ManifestText.parse("manifest", text, FINDER);
    }

    private static String canonical(ManifestText.Place place) {
        return place.reference().canonical();
    }

    private static String destination(ImageReference image, MirrorPrefix prefix) {
        return switch (MirrorRules.all(prefix).fateOf(image.toString())) {
            case Fate.Mirrored mirrored -> mirrored.destination().toString();
            case Fate.Stays _ -> image.canonical();
            case Fate.Malformed malformed -> throw malformed.problem().toException();
        };
    }

    private static String render(String text, Map<String, String> replacements) {
        return manifest(text).rewritten(place -> Optional.ofNullable(replacements.get(canonical(place))));
    }

    private static Map<String, String> texts(Value map) {
        Map<String, String> texts = new HashMap<>();
        if (map instanceof Value.Fields fields) {
            fields.fields().forEach((name, value) -> texts.put(name, String.valueOf(ResourceState.text(value))));
        }
        return texts;
    }
}
