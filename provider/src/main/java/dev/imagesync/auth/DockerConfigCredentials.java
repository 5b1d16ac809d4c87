package dev.imagesync.auth;

import dev.imagesync.reference.Registry;
import dev.imagesync.reference.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The credentials of a docker {@code config.json}: those of the registry's helper in {@code credHelpers}, or of
 * {@code credsStore}, else those of {@code auths}. A missing file means no credentials, and so does a helper that is missing
 * or fails: many registries serve the public. It is named when a registry refuses. Thread-safe.
 */
public final class DockerConfigCredentials implements Credentials {

    private final String name;
    private final Supplier<DockerConfig> reader;
    private final Map<String, String> environment;
    private final Consumer<String> log;
    private final Map<Registry, CredentialHelper.Answer> asked = new ConcurrentHashMap<>();
    private volatile @Nullable DockerConfig config;

    private DockerConfigCredentials(
            String name, Supplier<DockerConfig> reader, Map<String, String> environment, Consumer<String> log) {
        this.name = name;
        this.reader = reader;
        this.environment = Map.copyOf(environment);
        this.log = log;
    }

    /**
     * Reads from this file when a registry asks for credentials for the first time.
     *
     * @param file the file, or the folder in which it is called {@code config.json}
     * @param environment the environment; helpers are looked for on its {@code PATH}
     * @param log takes a line for each helper that is missing or fails
     */
    public DockerConfigCredentials(Path file, Map<String, String> environment, Consumer<String> log) {
        this(fileIn(file).toString(), () -> DockerConfig.read(fileIn(file)), environment, log);
    }

    /** The same for a config that is a text, such as the value of an environment variable of this name. */
    static DockerConfigCredentials ofText(
            String name, String text, Map<String, String> environment, Consumer<String> log) {
        return new DockerConfigCredentials(name, () -> DockerConfig.parse(name, text), environment, log);
    }

    private static Path fileIn(Path file) {
        return Files.isDirectory(file) ? file.resolve("config.json") : file;
    }

    /** The file that docker itself would read: {@code $DOCKER_CONFIG/config.json}, else {@code ~/.docker/config.json}. */
    public static Path defaultFile(Map<String, String> environment, Path home) {
        String folder = environment.get("DOCKER_CONFIG");
        return (folder == null || folder.isEmpty() ? home.resolve(".docker") : Path.of(folder)).resolve("config.json");
    }

    @Override
    public List<Offer> offers(Repository repository) {
        Registry registry = repository.registry().canonical();
        Stream<Offer> login = config().auth(repository).<Offer>map(candidate -> candidate).stream();
        return switch (helperAnswer(registry)) {
            case CredentialHelper.Answer.Found found -> List.of(new Candidate(found.credential(), origin(registry)));
            case CredentialHelper.Answer.Nothing _ -> login.toList();
            case CredentialHelper.Answer.Unavailable unavailable -> {
                Offer missing = new Unavailable(unavailable.why() + ", which " + name + " names for " + registry);
                yield Stream.concat(Stream.of(missing), login).toList();
            }
        };
    }

    private String origin(Registry registry) {
        String helper = config().helper(registry).orElseThrow();
        return "docker-credential-" + helper + ", named in " + name + ", for " + registry;
    }

    @Override
    public void forget() {
        config = null;
        asked.clear();
    }

    private CredentialHelper.Answer helperAnswer(Registry registry) {
        return asked.computeIfAbsent(registry, this::ask);
    }

    private CredentialHelper.Answer ask(Registry registry) {
        Optional<String> helper = config().helper(registry);
        if (helper.isEmpty()) {
            return new CredentialHelper.Answer.Nothing();
        }
        CredentialHelper.Answer answer = new CredentialHelper(helper.get(), environment).ask(names(registry));
        if (answer instanceof CredentialHelper.Answer.Unavailable unavailable) {
            log.accept(unavailable.why() + ", which " + name + " names for " + registry);
        }
        return answer;
    }

    /** What docker login may have filed a registry's credentials under. */
    private static List<String> names(Registry registry) {
        return registry.isDockerHub()
                ? List.of("https://index.docker.io/v1/", "index.docker.io", "docker.io")
                : List.of(registry.name(), "https://" + registry.name());
    }

    private DockerConfig config() {
        DockerConfig current = config;
        if (current == null) {
            current = reader.get();
            config = current;
        }
        return current;
    }
}
