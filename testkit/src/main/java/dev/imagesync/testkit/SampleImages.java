package dev.imagesync.testkit;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/** Container images made here and pushed to a registry. The same content always makes the same digests. */
public final class SampleImages {

    /** In one order, as the index lists them. */
    private static final Set<Platform> PLATFORMS =
            new LinkedHashSet<>(List.of(new Platform("amd64", "linux"), new Platform("arm64", "linux")));

    private SampleImages() {}

    /**
     * Makes an image for linux/amd64 and linux/arm64, with one file of this content, and pushes it over plain HTTP.
     *
     * @return the digest of what was pushed
     */
    public static String push(String reference, String content) throws IOException, InterruptedException {
        Path file = Files.createTempFile("imagesync-sample", ".txt");
        try {
            Files.writeString(file, content);
            return push(
                    reference,
                    Map.of(),
                    FileEntriesLayer.builder()
                            .setName("content")
                            .addEntry(file, AbsoluteUnixPath.get("/content.txt"))
                            .build());
        } finally {
            Files.delete(file);
        }
    }

    /**
     * Makes an image for linux/amd64 and linux/arm64 of these layers, and pushes it over plain HTTP.
     *
     * @param environment what a program in it gets
     * @return the digest of what was pushed
     */
    public static String push(String reference, Map<String, String> environment, FileEntriesLayer... layers)
            throws IOException, InterruptedException {
        return make(
                        Jib.fromScratch()
                                .setPlatforms(PLATFORMS)
                                .setEnvironment(environment)
                                .setFileEntriesLayers(layers),
                        Containerizer.to(RegistryImage.named(checked(reference))))
                .getDigest()
                .toString();
    }

    /**
     * Makes an image for linux/amd64 of these layers, in a file that container engines load.
     *
     * @param reference what it is called there
     * @param entrypoint what a container of it runs
     */
    public static void save(Path file, String reference, List<String> entrypoint, FileEntriesLayer... layers)
            throws IOException, InterruptedException {
        JibContainer _ = make(
                Jib.fromScratch().setEntrypoint(entrypoint).setFileEntriesLayers(layers),
                Containerizer.to(TarImage.at(file).named(checked(reference))));
    }

    private static ImageReference checked(String reference) {
        try {
            return ImageReference.parse(reference);
        } catch (InvalidImageReferenceException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static JibContainer make(JibContainerBuilder image, Containerizer to)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("imagesync-sample");
        try {
            return image.setCreationTime(Instant.EPOCH)
                    .containerize(to.setAllowInsecureRegistries(true)
                            .setToolName("imagesync-sample")
                            .setBaseImageLayersCache(folder.resolve("base"))
                            .setApplicationLayersCache(folder.resolve("layers")));
        } catch (RegistryException | ExecutionException | CacheDirectoryCreationException e) {
            throw new IOException("cannot make the image: " + e.getMessage(), e);
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** {@code SampleImages REFERENCE CONTENT} pushes an image and prints its digest. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length != 2) {
            System.err.println("usage: SampleImages REFERENCE CONTENT");
            System.exit(64);
        }
        System.out.println(push(args[0], args[1]));
    }
}
