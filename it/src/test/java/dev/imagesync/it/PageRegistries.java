package dev.imagesync.it;

import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.RegistryProbe;
import dev.imagesync.testkit.RegistryProcess;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The registries that the pages name, on loopback: the hosts that pages read from are one of them, the hosts that they write to
 * the other. A text of a page is rewritten by its hosts and its digests alone; every image in it is one and the same.
 */
final class PageRegistries implements AutoCloseable {

    private static final Pattern READ = Pattern.compile("\\b(docker\\.io|ghcr\\.io|quay\\.io)(?=/)");
    private static final Pattern WRITTEN = Pattern.compile("\\bregistry\\.(corp\\.)?example(\\.com)?(?![\\w.])");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Pattern REFERENCE = Pattern.compile("(127\\.0\\.0\\.1:\\d+)/([a-z0-9/._-]+)(?::([\\w.-]+))?");
    private static final Pattern BY_DIGEST = Pattern.compile(REFERENCE.pattern() + "@");

    /** What programs that put their references together read. */
    private static final List<String> ALWAYS = List.of(
            "library/busybox:1.32",
            "library/busybox:1.33",
            "library/busybox:1.36",
            "library/busybox:1.37",
            "library/alpine:3.22");

    private final ImageGraph image = ImageGraphs.ofContent("of a page");
    private final RegistryProcess upstream = RegistryProcess.start();
    private final RegistryProcess mirror = RegistryProcess.start();

    PageRegistries() {
        ALWAYS.forEach(reference -> hold(upstream.host() + "/" + reference, upstream));
    }

    /** A text of a page, for these registries; the images that it reads are there, those that it names by digest in either. */
    String rewritten(String text) {
        String rewritten = READ.matcher(text).replaceAll(upstream.host());
        rewritten = WRITTEN.matcher(rewritten).replaceAll(mirror.host());
        rewritten = DIGEST.matcher(rewritten).replaceAll(image.root().digest());
        hold(rewritten, upstream);
        BY_DIGEST.matcher(rewritten).results().forEach(reference -> hold(reference.group(), mirror));
        return rewritten;
    }

    /** Puts what a rewritten text writes where it would be written to: for an import. */
    void holdWhatIsWritten(String rewritten) {
        hold(rewritten, mirror);
    }

    private void hold(String rewritten, RegistryProcess registry) {
        Matcher reference = REFERENCE.matcher(rewritten);
        while (reference.find()) {
            if (reference.group(1).equals(registry.host())) {
                String tag = reference.group(3) == null ? "latest" : reference.group(3);
                image.pushTo(new RegistryProbe(registry.host()), reference.group(2), tag);
            }
        }
    }

    /** What the mirror holds. */
    RegistryProbe mirror() {
        return new RegistryProbe(mirror.host());
    }

    /** The image that all references name. */
    ImageGraph image() {
        return image;
    }

    @Override
    public void close() {
        upstream.close();
        mirror.close();
    }
}
