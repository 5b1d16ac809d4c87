package dev.imagesync.auth;

import com.google.cloud.tools.jib.registry.credentials.CredentialHelperNotFoundException;
import com.google.cloud.tools.jib.registry.credentials.CredentialHelperUnhandledServerUrlException;
import com.google.cloud.tools.jib.registry.credentials.DockerCredentialHelper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program {@code docker-credential-NAME} on the PATH. Running it is jib-core's work; what jib prints of the answer stays
 * here, since it may hold the secret.
 *
 * @param name the part of its name that a docker config gives
 * @param environment the environment in which it is looked for and run
 */
record CredentialHelper(String name, Map<String, String> environment) {

    /** What a helper gave. */
    sealed interface Answer {

        record Found(Credential credential) implements Answer {}

        record Nothing() implements Answer {}

        /**
         * The helper is missing or failed.
         *
         * @param why a statement about it
         */
        record Unavailable(String why) implements Answer {}
    }

    String program() {
        return "docker-credential-" + name;
    }

    /** Asks about a registry under one name of it after the other. */
    Answer ask(List<String> names) {
        Optional<Path> program = find();
        if (program.isEmpty()) {
            return new Answer.Unavailable(program() + " is not on the PATH");
        }
        Answer answer = new Answer.Nothing();
        for (String server : names) {
            try {
                var credential = new DockerCredentialHelper(server, program.get(), environment).retrieve();
                return new Answer.Found(Credential.of(credential.getUsername(), credential.getPassword()));
            } catch (CredentialHelperUnhandledServerUrlException e) {
                // Thrown for whatever a helper prints that is no credential; this is what it says if it just has none.
                if (!String.valueOf(e.getMessage()).contains("credentials not found")) {
                    answer = new Answer.Unavailable(program() + " failed");
                }
            } catch (CredentialHelperNotFoundException | IOException e) {
                return new Answer.Unavailable(program() + " failed");
            }
        }
        return answer;
    }

    private Optional<Path> find() {
        if (name.contains("/") || name.contains("\\")) {
            return Optional.empty();
        }
        return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program()))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
