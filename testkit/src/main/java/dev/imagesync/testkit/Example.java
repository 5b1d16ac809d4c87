package dev.imagesync.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A program of {@code examples/}, as a user copies it. */
public enum Example {
    PULUMI_JAVA("pulumi-java"),
    PULUMI_KUBERNETES("pulumi-kubernetes"),
    MIRROR_EVERYTHING("mirror-everything"),
    OPENTOFU("opentofu"),
    OPENTOFU_MANIFEST("opentofu-manifest"),
    CDKTF_JAVA("cdktf-java"),
    CDKTF_MIRROR_EVERYTHING("cdktf-mirror-everything"),
    HELM_POST_RENDERER("helm-post-renderer"),
    KUSTOMIZE_FUNCTION("kustomize-function");

    private final Path folder;

    Example(String name) {
        this.folder = PinnedTools.root().resolve("examples").resolve(name);
    }

    /** Copies the whole example, but not what was built in it. */
    public void copyTo(Path target) {
        copy(target, true);
    }

    /** Copies all but the project file. */
    public void copySourcesTo(Path target) {
        copy(target, false);
    }

    private void copy(Path target, boolean withProject) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> own = files.filter(Files::isRegularFile)
                    .filter(file -> !folder.relativize(file).startsWith("target"))
                    .filter(file -> !folder.relativize(file).startsWith("cdktf.out"))
                    .filter(file -> withProject || !file.endsWith("Pulumi.yaml"))
                    .toList();
            for (Path file : own) {
                Path copy = target.resolve(folder.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
