package dev.imagesync.testkit.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Who speaks to the API server, each with a token. */
enum Identity {
    ADMINISTRATOR("admin", "system:masters"),
    CONTROLLERS("system:kube-controller-manager", ""),
    SCHEDULER("system:kube-scheduler", ""),
    NODE("system:node:" + RestrictedNode.NAME, "system:nodes");

    private final String user;
    private final String group;
    private final String token = UUID.randomUUID().toString();

    Identity(String user, String group) {
        this.user = user;
        this.group = group;
    }

    /** Its line in the API server's list of tokens. */
    String line() {
        return String.join(",", token, user, name(), "\"" + group + "\"");
    }

    /** Writes what a program of this identity needs to find the API server. */
    Path settings(Path folder, String server, Path certificate) throws IOException {
        return Files.writeString(
                folder.resolve(name() + ".yaml"),
                """
                apiVersion: v1
                kind: Config
                current-context: one
                contexts:
                  - name: one
                    context:
                      cluster: one
                      user: one
                clusters:
                  - name: one
                    cluster:
                      server: https://%s
                      certificate-authority: %s
                users:
                  - name: one
                    user:
                      token: %s
                """
                        .formatted(server, certificate, token));
    }
}
