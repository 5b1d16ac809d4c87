package dev.imagesync.bench;

import dev.imagesync.testkit.PinnedTools;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The programs that are measured, and how each is told to do the same work. */
enum Peer {
    IMAGESYNC,
    CRANE,
    REGCTL,
    ORAS,
    SKOPEO;

    /** The peers that are on this machine. */
    static List<Peer> here() {
        List<Peer> here = new ArrayList<>();
        for (Peer peer : values()) {
            if (peer == IMAGESYNC || PinnedTools.has(peer.title())) {
                here.add(peer);
            } else {
                System.out.println(peer.title() + " is not here, and left out");
            }
        }
        return here;
    }

    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    private String program() {
        return this == IMAGESYNC
                ? Path.of(System.getProperty("imagesync.root"), "dist/imagesync/bin/imagesync")
                        .toString()
                : PinnedTools.bin(title()).toString();
    }

    /**
     * Copies an image with all its platforms.
     *
     * @param net how the registries are spoken to
     */
    Command copy(String source, String destination, Net net) {
        List<String> words = new ArrayList<>(List.of(program()));
        switch (this) {
            case IMAGESYNC -> {
                words.add("copy");
                words.addAll(options(source, destination, net));
            }
            case CRANE -> {
                words.add("copy");
                words.addAll(net.isTls() ? List.of() : List.of("--insecure"));
            }
            case REGCTL -> {
                words.addAll(options(source, destination, net));
                words.addAll(List.of("image", "copy"));
            }
            case ORAS -> {
                words.add("cp");
                words.addAll(net.isTls() ? List.of() : List.of("--from-plain-http", "--to-plain-http"));
            }
            case SKOPEO -> {
                words.addAll(List.of("--insecure-policy", "copy", "--all", "--preserve-digests"));
                words.addAll(net.isTls() ? List.of() : List.of("--src-tls-verify=false", "--dest-tls-verify=false"));
            }
        }
        String scheme = this == SKOPEO ? "docker://" : "";
        words.add(scheme + source);
        words.add(scheme + destination);
        return new Command(words, net.forgetful());
    }

    /** Asks for the digest of a tag. */
    Command digest(String reference, Net net) {
        List<String> words = new ArrayList<>(List.of(program()));
        switch (this) {
            case IMAGESYNC -> {
                words.add("digest");
                words.addAll(options(reference, reference, net));
            }
            case CRANE -> {
                words.add("digest");
                words.addAll(net.isTls() ? List.of() : List.of("--insecure"));
            }
            case REGCTL -> {
                words.addAll(options(reference, reference, net));
                words.addAll(List.of("image", "digest"));
            }
            case ORAS -> {
                words.add("resolve");
                words.addAll(net.isTls() ? List.of() : List.of("--plain-http"));
            }
            case SKOPEO -> words.addAll(List.of("--tls-verify=" + net.isTls(), "inspect", "--format", "{{.Digest}}"));
        }
        words.add((this == SKOPEO ? "docker://" : "") + reference);
        return new Command(words, net.environment());
    }

    /** Takes a tag away. */
    Command untag(String reference, Net net) {
        List<String> words = new ArrayList<>(List.of(program()));
        switch (this) {
            case IMAGESYNC -> words.addAll(List.of("untag", reference));
            case CRANE -> words.addAll(List.of("delete", "--insecure", reference));
            case REGCTL -> {
                words.addAll(options(reference, reference, net));
                words.addAll(List.of("tag", "rm", reference));
            }
            case ORAS -> words.addAll(List.of("manifest", "delete", "--plain-http", "--force", reference));
            case SKOPEO ->
                words.addAll(List.of("--insecure-policy", "delete", "--tls-verify=false", "docker://" + reference));
        }
        return new Command(words, net.environment());
    }

    private List<String> options(String source, String destination, Net net) {
        List<String> options = new ArrayList<>();
        for (String host :
                Stream.of(source, destination).map(Peer::hostOf).distinct().toList()) {
            switch (this) {
                case IMAGESYNC -> {
                    if (net.isTls()) {
                        options.addAll(List.of("--ca-file", host + "=" + net.certificate()));
                    }
                }
                case REGCTL -> {
                    if (!net.isTls()) {
                        options.addAll(List.of("--host", "reg=" + host + ",tls=disabled"));
                    }
                }
                case CRANE, ORAS, SKOPEO -> {}
            }
        }
        return options;
    }

    private static String hostOf(String reference) {
        return reference.substring(0, reference.indexOf('/'));
    }

    /**
     * {@code imagesync copy --from}: many images in one go.
     *
     * @param source a reference to the registry that all come from
     * @param destination a reference to the one that they go to
     */
    static Command copyList(Path list, String source, String destination, Net net) {
        List<String> words = new ArrayList<>(List.of(IMAGESYNC.program(), "copy", "--from", list.toString()));
        words.addAll(IMAGESYNC.options(source, destination, net));
        return new Command(words, net.environment());
    }

    /** {@code regsync once}: the same of regclient. */
    static Command regsync(Path config, Net net) {
        return new Command(
                List.of(PinnedTools.bin("regsync").toString(), "-c", config.toString(), "once"), net.environment());
    }
}
