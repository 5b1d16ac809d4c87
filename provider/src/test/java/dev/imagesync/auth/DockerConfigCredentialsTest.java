package dev.imagesync.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.reference.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DockerConfigCredentialsTest {

    private static final Credential ALICE = new Credential.Basic("alice", "hunter2");
    private static final Repository APP = Repository.parse("r.example.com/team/app");
    private static final Repository HUB = Repository.parse("busybox");

    @TempDir
    Path folder;

    private final List<String> log = new ArrayList<>();

    private Path file() {
        return folder.resolve("config.json");
    }

    private DockerConfigCredentials credentials(String json) throws IOException {
        Files.writeString(file(), json);
        return new DockerConfigCredentials(folder, Map.of("PATH", folder + "/nowhere:" + folder), log::add);
    }

    private DockerConfigCredentials withAuth(String key) throws IOException {
        return credentials("{\"auths\":{\"" + key + "\":{\"auth\":\"" + base64("alice:hunter2") + "\"}}}");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A helper that knows one server by this name, and notes what it was asked. */
    private void helper(String name, String server, String user, String secret) throws IOException {
        script(
                name,
                """
                #!/bin/sh
                read asked
                echo "$1 $asked" >> '%s/asked'
                if [ "$asked" = '%s' ]; then
                  echo '{"ServerURL":"%s","Username":"%s","Secret":"%s"}'
                else
                  echo 'credentials not found in native keychain'
                  exit 1
                fi
                """
                        .formatted(folder, server, server, user, secret));
    }

    private void script(String name, String text) throws IOException {
        Path script = Files.writeString(folder.resolve("docker-credential-" + name), text);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static List<Credential> found(Credentials credentials, Repository repository) {
        return candidates(credentials, repository).stream()
                .map(Candidate::credential)
                .toList();
    }

    private static List<Candidate> candidates(Credentials credentials, Repository repository) {
        return offers(credentials, repository, Candidate.class).toList();
    }

    private static Optional<String> unavailable(Credentials credentials, Repository repository) {
        return offers(credentials, repository, Unavailable.class)
                .map(Unavailable::why)
                .findFirst();
    }

    private static <T extends Offer> Stream<T> offers(Credentials credentials, Repository repository, Class<T> kind) {
        return StreamSupport.stream(credentials.offers(repository).spliterator(), false)
                .filter(kind::isInstance)
                .map(kind::cast);
    }

    @Test
    void readsWhereDockerReads() {
        Path home = Path.of("/home/ci");
        assertThat(DockerConfigCredentials.defaultFile(Map.of(), home))
                .isEqualTo(Path.of("/home/ci/.docker/config.json"));
        assertThat(DockerConfigCredentials.defaultFile(Map.of("DOCKER_CONFIG", ""), home))
                .isEqualTo(Path.of("/home/ci/.docker/config.json"));
        assertThat(DockerConfigCredentials.defaultFile(Map.of("DOCKER_CONFIG", "/etc/ci"), home))
                .isEqualTo(Path.of("/etc/ci/config.json"));
    }

    @Test
    void aMissingFileMeansNobodyIsLoggedIn() {
        var credentials = new DockerConfigCredentials(folder.resolve("none.json"), Map.of(), log::add);
        assertThat(candidates(credentials, APP)).isEmpty();
        assertThat(unavailable(credentials, APP)).isEmpty();
        assertThat(log).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "r.example.com",
                "R.example.com",
                "https://r.example.com",
                "https://r.example.com/",
                "https://r.example.com/v2/",
                "http://r.example.com/v1/",
                "r.example.com/team",
                "r.example.com/team/app"
            })
    void readsAuthsUnderEveryNameOfARegistry(String key) throws IOException {
        DockerConfigCredentials credentials = withAuth(key);
        assertThat(found(credentials, APP)).containsExactly(ALICE);
        assertThat(found(credentials, Repository.parse("r.example.com:5000/team/app")))
                .isEmpty();
        assertThat(found(credentials, HUB)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://index.docker.io/v1/",
                "index.docker.io",
                "docker.io",
                "registry-1.docker.io",
                "https://registry-1.docker.io/v2/"
            })
    void knowsTheNamesOfDockerHub(String key) throws IOException {
        DockerConfigCredentials credentials = withAuth(key);
        for (String name : List.of("busybox", "index.docker.io/library/busybox", "registry-1.docker.io/a/b")) {
            assertThat(found(credentials, Repository.parse(name))).as(name).containsExactly(ALICE);
        }
        assertThat(found(credentials, APP)).isEmpty();
    }

    @Test
    void theLongestPathWins() throws IOException {
        var credentials = credentials("{\"auths\":{\"r.example.com\":{\"auth\":\"" + base64("bob:b") + "\"},"
                + "\"r.example.com/team\":{\"auth\":\"" + base64("alice:hunter2") + "\"}}}");
        assertThat(found(credentials, APP)).containsExactly(ALICE);
        assertThat(found(credentials, Repository.parse("r.example.com/teams/app")))
                .containsExactly(new Credential.Basic("bob", "b"));
    }

    /** An entry of auths, user and secret; no user means an identity token, no secret means nothing. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'username':'alice','password':'hunter2'} | alice | hunter2",
                "{'auth':'YWxpY2U6YTpiOmM='}               | alice | a:b:c",
                "{'auth':'PHRva2VuPjpodW50ZXIy'}           |       | hunter2",
                "{'auth':'YWxpY2U6eA==','identitytoken':'hunter2'} | | hunter2",
                "{'identitytoken':'hunter2'}               |       | hunter2",
                "{}                                        |       | "
            })
    void readsEveryFormOfAnEntry(String entry, String user, String secret) throws IOException {
        var credentials =
                credentials("{'auths':{'r.example.com':%s}}".formatted(entry).replace('\'', '"'));
        if (secret == null) {
            assertThat(found(credentials, APP)).isEmpty();
        } else {
            assertThat(found(credentials, APP))
                    .containsExactly(
                            user == null ? new Credential.IdentityToken(secret) : new Credential.Basic(user, secret));
        }
    }

    @Test
    void asksTheHelperOfTheRegistry() throws IOException {
        helper("demo", "r.example.com", "alice", "hunter2");
        var credentials = credentials("{\"credHelpers\":{\"r.example.com\":\"demo\"},\"credsStore\":\"other\"}");
        assertThat(found(credentials, APP)).containsExactly(ALICE);
        assertThat(found(credentials, Repository.parse("r.example.com/other"))).containsExactly(ALICE);
        assertThat(Files.readAllLines(folder.resolve("asked")))
                .as("one process, however many repositories")
                .containsExactly("get r.example.com");
    }

    @Test
    void asksTheStoreAboutEveryOtherRegistry() throws IOException {
        helper("store", "https://index.docker.io/v1/", "alice", "hunter2");
        var credentials = credentials("{\"credHelpers\":{\"r.example.com\":\"\"},\"credsStore\":\"store\"}");
        assertThat(found(credentials, HUB)).containsExactly(ALICE);
        assertThat(found(credentials, APP)).as("an empty name means no helper").isEmpty();
        assertThat(found(credentials, Repository.parse("s.example.com/a"))).isEmpty();
        assertThat(unavailable(credentials, Repository.parse("s.example.com/a")))
                .isEmpty();
    }

    @Test
    void aHelperThatKnowsNothingLeavesItToAuths() throws IOException {
        helper("store", "elsewhere", "bob", "b");
        var credentials = credentials("{\"credsStore\":\"store\",\"auths\":{\"r.example.com\":{\"auth\":\""
                + base64("alice:hunter2") + "\"}}}");
        assertThat(found(credentials, APP)).containsExactly(ALICE);
    }

    @Test
    void aHelperMayGiveAnIdentityToken() throws IOException {
        helper("demo", "r.example.com", "<token>", "hunter2");
        assertThat(found(credentials("{\"credsStore\":\"demo\"}"), APP))
                .containsExactly(new Credential.IdentityToken("hunter2"));
    }

    @Test
    void aMissingHelperIsNamedAndBreaksNothing() throws IOException {
        var credentials = credentials("{\"credHelpers\":{\"r.example.com\":\"ecr-login\"}}");
        assertThat(candidates(credentials, APP)).isEmpty();
        String why = "docker-credential-ecr-login is not on the PATH, which " + file() + " names for r.example.com";
        assertThat(unavailable(credentials, APP)).hasValue(why);
        assertThat(unavailable(credentials, HUB)).isEmpty();
        assertThat(log).containsExactly(why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo hunter2 >&2; exit 1",
                "echo hunter2; exit 1",
                "echo hunter2",
                "echo '{\"Secret\":\"hunter2\"}'"
            })
    void whatAFailingHelperPrintsStaysHere(String body) throws IOException {
        script("demo", "#!/bin/sh\ncat > /dev/null\n" + body + "\n");
        var credentials = credentials("{\"credsStore\":\"demo\"}");
        assertThat(candidates(credentials, APP)).isEmpty();
        assertThat(unavailable(credentials, APP)).hasValueSatisfying(why -> assertThat(why)
                .startsWith("docker-credential-demo failed")
                .doesNotContain("hunter2"));
        assertThat(log).singleElement().satisfies(line -> assertThat(line).doesNotContain("hunter2"));
    }

    @Test
    void aHelperThatDoesNotEndIsEnded() throws IOException {
        script("demo", "#!/bin/sh\nsleep 1000\n");
        CredentialHelper slow = new CredentialHelper(
                "demo", Map.of("PATH", folder + ":" + System.getenv("PATH")), Duration.ofMillis(100));
        assertThat(slow.ask(List.of("r.example.com")))
                .isInstanceOfSatisfying(CredentialHelper.Answer.Unavailable.class, answer -> assertThat(answer.why())
                        .isEqualTo("docker-credential-demo took longer than 0 s"));
    }

    @Test
    void aHelperThatPrintsWithoutEndIsEnded() throws IOException {
        script("demo", "#!/bin/sh\nexec yes\n");
        CredentialHelper endless = new CredentialHelper("demo", Map.of("PATH", folder + ":" + System.getenv("PATH")));
        assertThat(endless.ask(List.of("r.example.com")))
                .isEqualTo(new CredentialHelper.Answer.Unavailable("docker-credential-demo prints too much"));
    }

    @Test
    void aHelperIsAProgramOnThePathAndNothingElse() throws IOException {
        helper("demo", "r.example.com", "alice", "hunter2");
        var credentials = credentials("{\"credsStore\":\"../" + folder.getFileName() + "/docker-credential-demo\"}");
        assertThat(candidates(credentials, APP)).isEmpty();
        assertThat(unavailable(credentials, APP)).isPresent();
    }

    /** A file, and what is said of it; none of it is quoted. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'auths':{'r.example.com':{'auth':'hunter2' | it is not valid JSON (line 1)",
                "hunter2                                     | it is not valid JSON (line 1)",
                "                                            | it is not a JSON object",
                "['hunter2']                                 | it is not a JSON object",
                "{'auths':{'r.example.com':{'auth':'%'}}}    | the auth of \"r.example.com\" is not the base64",
                "{'auths':{'r.example.com':{'auth':'aHVudGVyMg=='}}} | the auth of \"r.example.com\" is not the base64"
            })
    void aMalformedFileIsNamedAndNeverQuoted(String json, String words) throws IOException {
        var credentials = credentials(json == null ? "" : json.replace('\'', '"'));
        assertThatThrownBy(() -> candidates(credentials, APP))
                .isInstanceOfSatisfying(ImagesyncException.class, e -> {
                    assertThat(e.code()).isEqualTo(Code.DOCKER_CONFIG_UNREADABLE);
                    assertThat(e.problem().doing()).isEqualTo("read " + file());
                    assertThat(e.problem().answer()).startsWith(words);
                    assertThat(e.problem().next()).contains("dockerConfig");
                })
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }

    @Test
    void nothingPrintsASecret() throws IOException {
        helper("demo", "r.example.com", "alice", "hunter2");
        Candidate helped =
                candidates(credentials("{\"credsStore\":\"demo\"}"), APP).getFirst();
        Candidate filed = candidates(withAuth("r.example.com"), APP).getFirst();
        Candidate token = new Candidate(new Credential.IdentityToken("hunter2"), "x");
        assertThat(helped.describe())
                .isEqualTo("docker-credential-demo, named in " + file() + ", for r.example.com, user \"alice\"");
        assertThat(filed.describe()).isEqualTo(file() + " for r.example.com, user \"alice\"");
        assertThat(token.describe()).isEqualTo("x, identity token");
        assertThat(List.of(helped.toString(), filed.toString(), token.toString()))
                .noneMatch(text -> text.contains("hunter2"));
    }
}
