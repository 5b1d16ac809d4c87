package dev.imagesync.auth;

import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.registry.credentials.DockerConfigCredentialRetriever;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Registry;
import dev.imagesync.reference.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The credentials of a docker {@code config.json}: its {@code auths}, {@code credsStore} and {@code credHelpers}. Reading
 * the file and running the helpers is jib-core's work; choosing the file, and keeping what jib prints to ourselves, is done
 * here. A missing file means no credentials, and so does a helper that is missing or fails: many registries serve the
 * public, and the refusal of one that does not tells more than a missing helper. Thread-safe.
 */
public final class DockerConfigCredentials implements Credentials {

    /** The user name by which a helper says that the secret is an identity token. */
    private static final String TOKEN_USER = "<token>";

    /** What docker login files Docker Hub's credentials under. */
    private static final String DOCKER_HUB_KEY = "index.docker.io";

    private final Path file;
    private final Map<String, List<Candidate>> found = new ConcurrentHashMap<>();
    private final Consumer<String> log;

    /**
     * Reads from this file whenever a registry is asked for the first time.
     *
     * @param file the file, or the folder in which it is called {@code config.json}
     * @param log takes a line for each helper that is missing or fails
     */
    public DockerConfigCredentials(Path file, Consumer<String> log) {
        this.file = Files.isDirectory(file) ? file.resolve("config.json") : file;
        this.log = log;
    }

    /** The file that docker itself would read: {@code $DOCKER_CONFIG/config.json}, else {@code ~/.docker/config.json}. */
    public static Path defaultFile(Map<String, String> environment, Path home) {
        String folder = environment.get("DOCKER_CONFIG");
        return (folder == null || folder.isEmpty() ? home.resolve(".docker") : Path.of(folder)).resolve("config.json");
    }

    @Override
    public List<Candidate> candidates(Repository repository) {
        Registry registry = repository.registry().canonical();
        String key = registry.isDockerHub() ? DOCKER_HUB_KEY : registry.name();
        return found.computeIfAbsent(key, this::lookUp);
    }

    private List<Candidate> lookUp(String key) {
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        try {
            Candidate candidate = DockerConfigCredentialRetriever.create(key, file)
                    .retrieve(event -> log.accept(event.getMessage()))
                    .map(credential -> new Candidate(convert(credential), file + " for " + key))
                    .orElse(null);
            return candidate == null ? List.of() : List.of(candidate);
        } catch (IOException e) {
            throw new Problem(
                            Code.DOCKER_CONFIG_UNREADABLE,
                            "read " + file,
                            reason(e),
                            null,
                            "correct the file, or point the provider setting dockerConfig at another one")
                    .toException(e);
        }
    }

    private static dev.imagesync.auth.Credential convert(Credential credential) {
        return credential.getUsername().equals(TOKEN_USER)
                ? new dev.imagesync.auth.Credential.IdentityToken(credential.getPassword())
                : new dev.imagesync.auth.Credential.Basic(credential.getUsername(), credential.getPassword());
    }

    /** The cause without the file's text: a JSON parser quotes what it stumbles over, and that may be a secret. */
    private static @Nullable String reason(IOException e) {
        return e.getClass().getSimpleName().startsWith("Json") ? "it is not valid JSON" : e.getMessage();
    }
}
