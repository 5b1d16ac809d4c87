package dev.imagesync.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Registry;
import dev.imagesync.reference.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a docker {@code config.json} says. Its keys are brought to one form: no scheme, no {@code /v1/} at the end, and one
 * name for Docker Hub, which docker itself files under {@code https://index.docker.io/v1/}. A message about the file never
 * quotes it, since it may hold passwords.
 */
final class DockerConfig {

    private static final ObjectReader JSON = JsonMapper.builder().build().reader();

    private final String name;
    private final Map<String, JsonNode> auths = new HashMap<>();
    private final Map<String, String> helpers = new HashMap<>();
    private final String store;

    private DockerConfig(String name, JsonNode document) {
        this.name = name;
        document.path("auths").properties().forEach(auth -> auths.put(key(auth.getKey()), auth.getValue()));
        document.path("credHelpers")
                .properties()
                .forEach(helper ->
                        helpers.put(key(helper.getKey()), helper.getValue().asText("")));
        this.store = document.path("credsStore").asText("");
    }

    /**
     * Reads the file; one that is not there says nothing.
     *
     * @throws ImagesyncException IS2105
     */
    static DockerConfig read(Path file) {
        if (!Files.exists(file)) {
            return parse(file.toString(), "{}");
        }
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (AccessDeniedException e) {
            throw unreadable(file.toString(), "this account may not read it");
        } catch (IOException e) {
            throw unreadable(file.toString(), String.valueOf(e.getMessage()));
        }
    }

    /**
     * Reads a text of this name.
     *
     * @throws ImagesyncException IS2105
     */
    static DockerConfig parse(String name, String text) {
        try {
            JsonNode document = JSON.readTree(text);
            if (document.isObject()) {
                return new DockerConfig(name, document);
            }
        } catch (JsonProcessingException e) {
            String line =
                    e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
            throw unreadable(name, "it is not valid JSON" + line);
        }
        throw unreadable(name, "it is not a JSON object");
    }

    private static String key(String text) {
        String key = text.replaceFirst("^https?://", "").replaceFirst("/(v[12]/?)?$", "");
        int slash = key.indexOf('/');
        String host = slash < 0 ? key : key.substring(0, slash);
        try {
            return new Registry(host).canonical() + key.substring(host.length());
        } catch (ImagesyncException e) {
            return text;
        }
    }

    /** The helper that is asked about a registry: its own, else the store for all. */
    Optional<String> helper(Registry registry) {
        return Optional.of(helpers.getOrDefault(registry.canonical().name(), store))
                .filter(name -> !name.isEmpty());
    }

    /** What {@code auths} has for a repository; the entry with the longest path in front of it wins. */
    Optional<Candidate> auth(Repository repository) {
        Repository canonical = repository.canonical();
        for (String key = canonical.toString(); ; key = key.substring(0, key.lastIndexOf('/'))) {
            JsonNode entry = auths.get(key);
            Credential credential = entry == null ? null : credential(key, entry);
            if (credential != null) {
                return Optional.of(new Candidate(credential, name + " for " + key));
            }
            if (key.equals(canonical.registry().name())) {
                return Optional.empty();
            }
        }
    }

    private @Nullable Credential credential(String key, JsonNode entry) {
        String identityToken = entry.path("identitytoken").asText("");
        if (!identityToken.isEmpty()) {
            return new Credential.IdentityToken(identityToken);
        }
        String auth = entry.path("auth").asText("");
        if (auth.isEmpty()) {
            String username = entry.path("username").asText("");
            return username.isEmpty()
                    ? null
                    : Credential.of(username, entry.path("password").asText(""));
        }
        String pair;
        try {
            pair = new String(Base64.getDecoder().decode(auth.strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            pair = "";
        }
        int colon = pair.indexOf(':');
        if (colon < 1) {
            throw unreadable(name, "the auth of \"" + key + "\" is not the base64 of USER:PASSWORD");
        }
        return Credential.of(pair.substring(0, colon), pair.substring(colon + 1).replaceFirst("\0+$", ""));
    }

    private static ImagesyncException unreadable(String name, String why) {
        return new Problem(
                        Code.DOCKER_CONFIG_UNREADABLE,
                        "read " + name,
                        why,
                        null,
                        "correct the file, or point the provider setting {dockerConfig} at another one")
                .toException();
    }
}
