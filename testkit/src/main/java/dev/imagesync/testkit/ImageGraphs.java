package dev.imagesync.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;

/**
 * Makes image graphs of all shapes that registries hold: single images, indexes, nested ones, attestations, artifacts, OCI
 * and Docker types, odd white space, unknown fields, empty and repeated layers, layers elsewhere, SHA-512. The same seed
 * always makes the same bytes.
 */
public final class ImageGraphs {

    private static final String[] ARCHITECTURES = {"amd64", "arm64", "riscv64", "s390x"};

    private final RandomGenerator random;
    private final boolean sha512;
    private final Map<String, byte[]> blobs = new LinkedHashMap<>();
    private final Map<String, ImageGraph.Stored> manifests = new LinkedHashMap<>();
    private boolean isContainerImage = true;

    private ImageGraphs(long seed, boolean sha512) {
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        this.sha512 = sha512;
    }

    /** A graph with SHA-256 digests, and sometimes with foreign layers. */
    public static ImageGraph random(long seed) {
        return new ImageGraphs(seed, false).make();
    }

    /** A graph of SHA-512 manifests and blobs of both kinds, without foreign layers: for registries that keep those digests. */
    public static ImageGraph randomSha512(long seed) {
        return new ImageGraphs(seed, true).make();
    }

    /** An index of a linux/amd64 and a linux/arm64 image with one layer each; the same content always makes the same bytes. */
    public static ImageGraph ofContent(String content) {
        ImageGraphs graph = new ImageGraphs(content.hashCode(), false);
        List<String> children = new ArrayList<>();
        for (String architecture : List.of("amd64", "arm64")) {
            byte[] tar =
                    Content.tar("content", (content + " for " + architecture + "\n").getBytes(StandardCharsets.UTF_8));
            String layer = graph.blob(MediaTypes.OCI_LAYER, Content.gzip(tar), false);
            children.add(onPlatform(
                    graph.image(false, architecture, List.of(layer), List.of(Content.sha256(tar))), architecture));
        }
        return graph.below(graph.manifest(MediaTypes.OCI_INDEX, "\"manifests\":[" + String.join(",", children) + "]"));
    }

    /** A linux/amd64 image with this many layers; the same content always makes the same bytes. */
    public static ImageGraph ofLayers(String content, int count) {
        ImageGraphs graph = new ImageGraphs(content.hashCode(), false);
        List<String> layers = new ArrayList<>();
        List<String> diffIds = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] tar = Content.tar("layer" + i, (content + " " + i + "\n").getBytes(StandardCharsets.UTF_8));
            layers.add(graph.blob(MediaTypes.OCI_LAYER, Content.gzip(tar), false));
            diffIds.add(Content.sha256(tar));
        }
        return graph.below(graph.image(false, "amd64", layers, diffIds));
    }

    /** A linux/amd64 image with layers of this many bytes that no compression makes smaller. */
    public static ImageGraph ofRandomLayers(long seed, int count, int size) {
        ImageGraphs graph = new ImageGraphs(seed, false);
        List<String> layers = new ArrayList<>();
        List<String> diffIds = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] layer = new byte[size];
            graph.random.nextBytes(layer);
            layers.add(graph.blob("application/vnd.oci.image.layer.v1.tar", layer, false));
            diffIds.add(Content.sha256(layer));
        }
        return graph.below(graph.image(false, "amd64", layers, diffIds));
    }

    private ImageGraph make() {
        boolean docker = random.nextInt(3) == 0;
        String root =
                switch (random.nextInt(5)) {
                    case 0 -> image(docker, "amd64");
                    case 1 -> artifact();
                    case 2 -> index(docker, 0);
                    default -> index(docker, random.nextInt(3));
                };
        return below(root);
    }

    private ImageGraph below(String root) {
        ImageGraph.Stored last = manifests.remove(digestIn(root));
        List<ImageGraph.Stored> ordered = new ArrayList<>(manifests.values());
        ordered.add(last);
        return new ImageGraph(ordered, blobs, isContainerImage);
    }

    private static String digestIn(String descriptor) {
        int start = descriptor.indexOf("\"digest\":\"") + 10;
        return descriptor.substring(start, descriptor.indexOf('"', start));
    }

    private String index(boolean docker, int nesting) {
        List<String> children = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            String architecture = ARCHITECTURES[i];
            String child = image(docker, architecture);
            children.add(onPlatform(child, architecture));
            if (!docker && random.nextInt(3) == 0) {
                children.add(attestation(digestIn(child)));
            }
        }
        if (nesting > 0 && !docker) {
            children.add(index(false, nesting - 1));
        }
        String type = docker ? MediaTypes.DOCKER_LIST : MediaTypes.OCI_INDEX;
        return manifest(type, "\"manifests\":[" + String.join("," + space(), children) + "]");
    }

    private String image(boolean docker, String architecture) {
        List<String> layers = new ArrayList<>();
        List<String> diffIds = new ArrayList<>();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            byte[] tar = random.nextInt(5) == 0
                    ? Content.emptyTar()
                    : Content.tar("file" + i, text(1 + random.nextInt(3000)));
            diffIds.add(Content.sha256(tar));
            String layer = blob(docker ? MediaTypes.DOCKER_LAYER : MediaTypes.OCI_LAYER, Content.gzip(tar), false);
            layers.add(layer);
            if (random.nextInt(6) == 0) {
                layers.add(layer);
                diffIds.add(Content.sha256(tar));
            }
        }
        if (!docker && !sha512 && random.nextInt(8) == 0) {
            isContainerImage = false;
            layers.add(foreignLayer());
        }
        return image(docker, architecture, layers, diffIds);
    }

    private String image(boolean docker, String architecture, List<String> layers, List<String> diffIds) {
        String config = "{\"architecture\":\"" + architecture
                + "\",\"os\":\"linux\",\"config\":{},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":["
                + diffIds.stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(",")) + "]}}";
        String configDescriptor = blob(
                docker ? MediaTypes.DOCKER_CONFIG : MediaTypes.OCI_CONFIG,
                config.getBytes(StandardCharsets.UTF_8),
                false);
        return manifest(
                docker ? MediaTypes.DOCKER_IMAGE : MediaTypes.OCI_IMAGE,
                "\"config\":" + configDescriptor + ",\"layers\":[" + String.join(",", layers) + "]");
    }

    private String artifact() {
        isContainerImage = false;
        String empty =
                with(blob(MediaTypes.OCI_EMPTY, "{}".getBytes(StandardCharsets.UTF_8), false), "\"data\":\"e30=\"");
        List<String> layers = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            layers.add(blob("application/x.test+" + i, text(random.nextInt(2000)), sha512 && random.nextBoolean()));
        }
        if (random.nextInt(3) == 0) {
            layers.add(blob("application/x.nothing", new byte[0], false));
        }
        return manifest(
                MediaTypes.OCI_IMAGE,
                "\"artifactType\":\"application/x.test\",\"config\":" + empty + ",\"layers\":["
                        + String.join("," + space(), layers) + "]");
    }

    /** As buildx makes them: an image that is none, beside the one it speaks of. */
    private String attestation(String subject) {
        isContainerImage = false;
        String layer = with(
                blob("application/vnd.in-toto+json", text(200), false),
                "\"annotations\":{\"in-toto.io/predicate-type\":\"https://slsa.dev/provenance/v0.2\"}");
        String config = blob(
                MediaTypes.OCI_CONFIG,
                "{\"architecture\":\"unknown\",\"os\":\"unknown\",\"config\":{},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]}}"
                        .getBytes(StandardCharsets.UTF_8),
                false);
        String manifest = manifest(MediaTypes.OCI_IMAGE, "\"config\":" + config + ",\"layers\":[" + layer + "]");
        return with(
                manifest,
                "\"annotations\":{\"vnd.docker.reference.digest\":\"" + subject
                        + "\",\"vnd.docker.reference.type\":\"attestation-manifest\"},"
                        + "\"platform\":{\"architecture\":\"unknown\",\"os\":\"unknown\"}");
    }

    private String foreignLayer() {
        byte[] elsewhere = text(100);
        return with(
                descriptor(MediaTypes.OCI_FOREIGN_LAYER, Content.sha256(elsewhere), elsewhere.length),
                "\"urls\":[\"https://layers.example.com/" + random.nextInt(1000) + "\"]");
    }

    private String blob(String mediaType, byte[] bytes, boolean longDigest) {
        String digest = longDigest ? Content.sha512(bytes) : Content.sha256(bytes);
        blobs.put(digest, bytes);
        return descriptor(mediaType, digest, bytes.length);
    }

    private String manifest(String mediaType, String fields) {
        String json = space() + "{" + space() + "\"schemaVersion\":" + space() + "2," + space() + "\"mediaType\":\""
                + mediaType + "\"," + unknownFields() + fields + space() + "}" + (random.nextInt(3) == 0 ? "\n" : "");
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        String digest = sha512 ? Content.sha512(bytes) : Content.sha256(bytes);
        manifests.putIfAbsent(digest, new ImageGraph.Stored(digest, mediaType, bytes));
        return descriptor(mediaType, digest, bytes.length);
    }

    private String unknownFields() {
        return random.nextInt(3) == 0
                ? "\"annotations\":{\"title\":\"\u00fc\u4e2d\\u00e9\",\"n\":\"" + random.nextInt(100)
                        + "\"},\"x-unknown\":{\"deep\":[1,2.50,null,{}]},"
                : "";
    }

    private static String descriptor(String mediaType, String digest, long size) {
        return "{\"mediaType\":\"" + mediaType + "\",\"digest\":\"" + digest + "\",\"size\":" + size + "}";
    }

    private static String onPlatform(String descriptor, String architecture) {
        return with(descriptor, "\"platform\":{\"os\":\"linux\",\"architecture\":\"" + architecture + "\"}");
    }

    private static String with(String descriptor, String field) {
        return descriptor.substring(0, descriptor.length() - 1) + "," + field + "}";
    }

    private String space() {
        String[] spaces = {"", "", " ", "\n  ", "\t", "\r\n"};
        return spaces[random.nextInt(spaces.length)];
    }

    private byte[] text(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
