package dev.imagesync.cli;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.Selection;
import dev.imagesync.workload.Fate;
import dev.imagesync.workload.ManifestText;
import dev.imagesync.workload.MirrorClaims;
import dev.imagesync.workload.MirrorRules;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code imagesync render}: Kubernetes manifests with the images of a mirror in them, by digest. */
final class RenderCommand implements Command {

    private static final int AT_A_TIME = 8;

    private final Session session;
    private final ManifestOptions manifests = new ManifestOptions();
    private final MirrorOptions mirror = new MirrorOptions();

    private final OptionSpec prefix = OptionSpec.builder("--mirror")
            .type(String.class)
            .paramLabel("PREFIX")
            .required(true)
            .description("Where the images are: a registry and a path in it, for example registry.corp.example/mirror")
            .build();

    private final OptionSpec copy = Command.flag("--copy", "Copy the images first. Without it they must be there");

    RenderCommand(Session session) {
        this.session = session;
    }

    @Override
    public CommandSpec spec() {
        return mirror.addTo(manifests.addTo(named(
                        "render",
                        "Prints Kubernetes manifests with every image from a mirror, pinned by digest.",
                        "",
                        "Only the images change: comments, order and quotes stay. Nothing is printed unless all images are there."
                                + " It works as a post-renderer of Helm, and as a function of kustomize and kpt.")))
                .addOption(prefix)
                .addOption(copy);
    }

    @Override
    public Integer call() {
        if (session.json()) {
            throw Problem.ofInput(
                            Code.COMMAND_LINE_INVALID,
                            "--output json does not go with render",
                            "leave it out: manifests are printed as they came, in YAML or JSON")
                    .toException();
        }
        MirrorRules rules = mirror.rules(prefix.getValue());
        List<ManifestText> texts = manifests.read();
        Set<Fate.Mirrored> images = images(texts, rules);
        Map<CopyList.Entry, Digest> digests = digests(images);
        if (digests.size() < images.size()) {
            return Main.FAILED;
        }
        for (ManifestText text : texts) {
            session.terminal()
                    .content(text.rewritten(place -> rules.fateOf(place.found().image()) instanceof Fate.Mirrored image
                            ? Optional.of(pull(image, digests))
                            : Optional.empty()));
        }
        return Main.DONE;
    }

    private static String pull(Fate.Mirrored image, Map<CopyList.Entry, Digest> digests) {
        Digest digest = digests.get(entry(image));
        if (digest == null) {
            throw new IllegalStateException("no digest of " + image);
        }
        return image.destination().repository().at(digest).toString();
    }

    private static CopyList.Entry entry(Fate.Mirrored image) {
        return new CopyList.Entry(image.source(), image.destination());
    }

    /**
     * The images that the mirror is to have.
     *
     * @throws ImagesyncException if one is no image, or two would share a destination; all others were told then
     */
    private Set<Fate.Mirrored> images(List<ManifestText> texts, MirrorRules rules) {
        Set<Fate.Mirrored> images = new LinkedHashSet<>();
        MirrorClaims claims = new MirrorClaims();
        List<Problem> problems = new ArrayList<>();
        for (ManifestText text : texts) {
            for (ManifestText.Place place : text.images()) {
                switch (rules.fateOf(place.found().image())) {
                    case Fate.Mirrored image -> {
                        try {
                            claims.claim(image);
                            images.add(image);
                        } catch (ImagesyncException e) {
                            problems.add(e.problem().at(place));
                        }
                    }
                    case Fate.Malformed malformed ->
                        problems.add(malformed.problem().at(place));
                    case Fate.Stays _ -> {}
                }
            }
        }
        if (!problems.isEmpty()) {
            Problem last = problems.removeLast();
            problems.forEach(session.terminal()::error);
            throw last.toException();
        }
        return images;
    }

    /** The digests of those that are in the mirror, or were copied to it; of the others it was told why they are not. */
    private Map<CopyList.Entry, Digest> digests(Set<Fate.Mirrored> images) {
        Map<CopyList.Entry, Digest> digests = new ConcurrentHashMap<>();
        List<CopyList.Entry> entries = images.stream().map(RenderCommand::entry).toList();
        try (ProgressLine progress = new ProgressLine(session.terminal())) {
            ImageCopy copier = new ImageCopy(session, progress, Selection.WHOLE, false);
            if (copy.getValue()) {
                progress.images(entries.size());
            }
            CopyBatch batch = new CopyBatch(
                    AT_A_TIME,
                    entry -> {
                        digests.put(entry, copy.getValue() ? copier.copy(entry).digest() : there(entry));
                        progress.imageDone();
                    },
                    session::tell);
            batch.run(entries);
        }
        session.operation().check();
        return digests;
    }

    private Digest there(CopyList.Entry entry) {
        return session.registries()
                .find(entry.destination(), session.operation())
                .orElseThrow(() -> Problem.ofInput(
                                Code.IMAGE_NOT_FOUND,
                                entry.destination() + " is not in the mirror",
                                "copy it from " + entry.source() + ": give --copy, or use `imagesync copy` first")
                        .toException())
                .digest();
    }
}
