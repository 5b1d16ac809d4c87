package dev.imagesync.packaging;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.LogEvent;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;

/**
 * The command line as a container image: its jars on a base image that has a Java, for linux/amd64 and linux/arm64, run as a user
 * without rights. The same jars on the same base give the same digest.
 */
public final class ContainerImage {

    /** In one order, as the index lists them. */
    private static final Set<Platform> PLATFORMS =
            new LinkedHashSet<>(List.of(new Platform("amd64", "linux"), new Platform("arm64", "linux")));

    private static final AbsoluteUnixPath HOME = AbsoluteUnixPath.get("/imagesync");
    private static final AbsoluteUnixPath LIB = HOME.resolve("lib");

    /** The number that images of Kubernetes' own call nonroot; a number, so that {@code runAsNonRoot} can be checked. */
    private static final String NOBODY = "65532:65532";

    private ContainerImage() {}

    /**
     * Pushes the image, and prints its digest.
     *
     * @param args {@code dist/imagesync}, the version, the reference to push to, the base image by tag or digest, and the moment that it
     *     is said to be of, such as {@code 2026-01-01T00:00:00Z}. Credentials are those of docker's login.
     */
    public static void main(String[] args) throws Exception {
        Path home = Path.of(args[0]);
        Path lib = home.resolve("lib");
        ImageReference target = ImageReference.parse(args[2]);
        ImageReference base = byDigest(home, ImageReference.parse(args[3]));
        String digest = base.getDigest().orElseThrow();
        Path cache = Files.createTempDirectory("imagesync-image");
        try {
            System.out.println(Jib.from(registry(base))
                    .setPlatforms(PLATFORMS)
                    .setCreationTime(Instant.parse(args[4]))
                    .setUser(NOBODY)
                    .setEntrypoint(
                            "java",
                            "@" + LIB.resolve("java.options"),
                            "-Dimagesync.terminal=false",
                            "-cp",
                            LIB.resolve("cli.jar").toString(),
                            "dev.imagesync.cli.Main")
                    .setProgramArguments("--help")
                    .addLabel("org.opencontainers.image.title", "imagesync")
                    .addLabel("org.opencontainers.image.version", args[1])
                    .addLabel("org.opencontainers.image.source", "https://github.com/imagesync/imagesync")
                    .addLabel("org.opencontainers.image.licenses", "Apache-2.0")
                    .addLabel("org.opencontainers.image.base.name", base.getRegistry() + "/" + base.getRepository())
                    .addLabel("org.opencontainers.image.base.digest", digest)
                    .addFileEntriesLayer(layer("libraries", libraries(lib), LIB))
                    .addFileEntriesLayer(layer("terms", List.of(home.resolve("LICENSE"), home.resolve("NOTICE")), HOME))
                    .addFileEntriesLayer(layer(
                            "program",
                            List.of(lib.resolve("cli.jar"), lib.resolve("imagesync.jar"), lib.resolve("java.options")),
                            LIB))
                    .containerize(Containerizer.to(registry(target))
                            .setAllowInsecureRegistries(isLoopback(target) && isLoopback(base))
                            .setToolName("imagesync")
                            .setBaseImageLayersCache(cache.resolve("base"))
                            .setApplicationLayersCache(cache.resolve("layers")))
                    .getDigest());
        } finally {
            Packaging.delete(cache);
        }
    }

    /** Asks the registry, by the program that goes into the image, which digest a tag points at. */
    private static ImageReference byDigest(Path home, ImageReference base) throws IOException, InterruptedException {
        if (base.getDigest().isPresent()) {
            return base;
        }
        Process asking = new ProcessBuilder(home.resolve("bin/imagesync").toString(), "digest", base.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String digest = new String(asking.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (asking.waitFor() != 0) {
            throw new IOException("the digest of " + base + " is not known");
        }
        return ImageReference.of(base.getRegistry(), base.getRepository(), null, digest);
    }

    private static RegistryImage registry(ImageReference reference) throws IOException {
        CredentialRetrieverFactory credentials = CredentialRetrieverFactory.forImage(reference, ContainerImage::tell);
        return RegistryImage.named(reference)
                .addCredentialRetriever(credentials.dockerConfig())
                .addCredentialRetriever(credentials.wellKnownCredentialHelpers());
    }

    private static void tell(LogEvent event) {
        if (event.getLevel() == LogEvent.Level.ERROR || event.getLevel() == LogEvent.Level.WARN) {
            System.err.println(event.getMessage());
        }
    }

    private static boolean isLoopback(ImageReference reference) {
        return reference.getRegistry().startsWith("127.0.0.1:")
                || reference.getRegistry().startsWith("localhost:");
    }

    /** What the command line asks for beside the program's own jars, in their order. */
    private static List<Path> libraries(Path lib) throws IOException {
        try (JarFile jar = new JarFile(lib.resolve("cli.jar").toFile())) {
            return Arrays.stream(jar.getManifest()
                            .getMainAttributes()
                            .getValue("Class-Path")
                            .split(" "))
                    .filter(name -> !name.equals("imagesync.jar"))
                    .map(lib::resolve)
                    .toList();
        }
    }

    private static FileEntriesLayer layer(String name, List<Path> files, AbsoluteUnixPath folder) {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(name);
        for (Path file : files) {
            layer.addEntry(file, folder.resolve(file.getFileName().toString()));
        }
        return layer.build();
    }
}
