package dev.imagesync.auth;

import static dev.imagesync.problem.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.problem.Code;
import dev.imagesync.reference.Registry;
import dev.imagesync.reference.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order in which credentials are looked for. */
class CredentialSearchTest {

    private static final Repository REPOSITORY = Repository.parse("registry.example.com/team/app");

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private ConfiguredCredentials settings = new ConfiguredCredentials(Map.of());
    private @Nullable Path dockerConfig;

    @BeforeEach
    void everyPlaceHasAUserOfItsName() throws IOException {
        settings = new ConfiguredCredentials(
                Map.of(new Registry("registry.example.com"), new Credential.Basic("settings", "secret")));
        environment.put("DOCKER_AUTH_CONFIG", config("inline"));
        environment.put(
                "REGISTRY_AUTH_FILE",
                write("registry-auth.json", "registry-auth-file").toString());
        environment.put(
                "DOCKER_CONFIG",
                write("docker/config.json", "docker").getParent().toString());
        environment.put("XDG_RUNTIME_DIR", folder.resolve("run").toString());
        write("run/containers/auth.json", "runtime");
        write("home/.config/containers/auth.json", "containers");
    }

    private static String config(String user) {
        String auth = Base64.getEncoder().encodeToString((user + ":secret").getBytes(StandardCharsets.UTF_8));
        return "{\"auths\":{\"registry.example.com\":{\"auth\":\"" + auth + "\"}}}";
    }

    private Path write(String name, String user) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, config(user));
    }

    private CredentialSearch search() {
        return CredentialSearch.of(settings, dockerConfig, environment, folder.resolve("home"), line -> {});
    }

    private List<String> users() {
        List<String> users = new ArrayList<>();
        for (Offer offer : search().offers(REPOSITORY)) {
            if (offer instanceof Candidate candidate && candidate.credential() instanceof Credential.Basic basic) {
                users.add(basic.username());
            }
        }
        return users;
    }

    @Test
    void fromTheProvidersSettingsToTheHomeOfPodman() {
        assertThat(users())
                .containsExactly("settings", "inline", "registry-auth-file", "docker", "runtime", "containers");
    }

    @Test
    void dockersOwnFolderIsInTheHome() throws IOException {
        environment.remove("DOCKER_CONFIG");
        write("home/.docker/config.json", "home");
        assertThat(users()).contains("home").doesNotContain("docker");
    }

    @Test
    void aConfigThatTheUserNamesStandsForAllOthers() throws IOException {
        dockerConfig = write("mine.json", "mine");
        assertThat(users()).containsExactly("settings", "mine");
    }

    @Test
    void aPlaceThatCannotBeReadMattersOnlyIfNothingWasFoundBefore() throws IOException {
        Files.writeString(folder.resolve("docker/config.json"), "{");
        assertThat(users()).doesNotContain("docker").contains("settings", "containers");
        assertThat(search().explain(REPOSITORY))
                .anyMatch(finding -> finding.found().contains("not valid JSON"));
    }

    @Test
    void aPlaceIsNotReadBeforeThoseInFrontOfItAreUsedUp() throws IOException {
        Path file = write("docker/config.json", "old");
        Iterator<Offer> offers = search().offers(REPOSITORY).iterator();
        assertThat(offers.next().toString()).contains("settings");
        Files.writeString(file, config("new"));
        offers.next();
        offers.next();
        assertThat(offers.next().toString()).contains("new");
    }

    @Test
    void aPlaceThatCannotBeReadIsNamedAfterThoseThatCould() throws IOException {
        Files.writeString(folder.resolve("docker/config.json"), "{");
        assertThat(print(search())).contains("could not be read", "not valid JSON");
    }

    @Test
    void aSearchThatStoppedDoesNotGoOnBehindThePlaceThatCouldNotBeRead() throws IOException {
        Files.writeString(folder.resolve("docker/config.json"), "{");
        settings = new ConfiguredCredentials(Map.of());
        environment.remove("DOCKER_AUTH_CONFIG");
        environment.remove("REGISTRY_AUTH_FILE");
        Iterator<Offer> offers = search().offers(REPOSITORY).iterator();
        for (int i = 0; i < 2; i++) {
            assertProblem(Code.DOCKER_CONFIG_UNREADABLE, offers::hasNext);
        }
    }

    @Test
    void explainsEachPlaceAndTheWinnerAndNoSecret() {
        settings = new ConfiguredCredentials(Map.of());
        List<CredentialSearch.Finding> findings = search().explain(REPOSITORY);
        assertThat(findings)
                .extracting(CredentialSearch.Finding::isUsed)
                .containsExactly(true, false, false, false, false);
        assertThat(findings.get(0).place()).contains("DOCKER_AUTH_CONFIG");
        assertThat(findings.get(0).found()).contains("user \"inline\"");
        assertThat(findings.toString()).doesNotContain("secret");
    }

    private static String print(CredentialSearch search) {
        List<Offer> offers = new ArrayList<>();
        search.offers(REPOSITORY).forEach(offers::add);
        return offers.toString();
    }

    @Test
    void whatIsForgottenIsReadAgain() throws IOException {
        CredentialSearch search = search();
        assertThat(search.offers(REPOSITORY)).hasSize(6);
        write("docker/config.json", "rotated");
        assertThat(print(search)).doesNotContain("rotated");
        search.forget();
        assertThat(print(search)).contains("rotated");
    }
}
