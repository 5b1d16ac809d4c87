package dev.imagesync.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The real registries that tests run against, and what each of them can do. */
public enum RegistryKind {
    DISTRIBUTION_3("registry", true, false),
    DISTRIBUTION_2("docker-registry", false, false),
    OLAREG("olareg", true, true),
    GO_CONTAINER_REGISTRY("ggcr-registry", true, false);

    private final String tool;
    private final boolean deletesTags;
    private final boolean takesSha512;

    RegistryKind(String tool, boolean deletesTags, boolean takesSha512) {
        this.tool = tool;
        this.deletesTags = deletesTags;
        this.takesSha512 = takesSha512;
    }

    /** The registries whose program is on this machine; prints which are in the grid and which are not. */
    public static List<RegistryKind> grid() {
        List<RegistryKind> here = new ArrayList<>();
        for (RegistryKind kind : values()) {
            boolean isHere = PinnedTools.has(kind.tool);
            System.out.println("registry grid: " + kind + (isHere ? "" : " is missing (" + kind.tool + ")"));
            if (isHere) {
                here.add(kind);
            }
        }
        return List.copyOf(here);
    }

    /** Whether it deletes a tag, where deletes are enabled at all. */
    public boolean deletesTags() {
        return deletesTags;
    }

    /** Whether it keeps a manifest under its SHA-512 digest. */
    public boolean takesSha512() {
        return takesSha512;
    }

    /** Whether it takes a blob from another of its repositories when asked to mount it. */
    public boolean mounts() {
        return this != GO_CONTAINER_REGISTRY;
    }

    /** Whether it can ask for a user and a password. */
    public boolean canAskForLogin() {
        return isDistribution();
    }

    /** Whether it can be started with deletes disabled. */
    public boolean canDisableDeletes() {
        return this != GO_CONTAINER_REGISTRY;
    }

    private boolean isDistribution() {
        return this == DISTRIBUTION_2 || this == DISTRIBUTION_3;
    }

    List<String> command(Path folder, int port, RegistryOptions options) {
        List<String> command = new ArrayList<>(List.of(PinnedTools.bin(tool).toString()));
        switch (this) {
            case DISTRIBUTION_2, DISTRIBUTION_3 ->
                command.addAll(List.of("serve", folder.resolve("registry.yml").toString()));
            case OLAREG -> {
                command.addAll(Arrays.asList(
                        "serve",
                        "--addr",
                        "127.0.0.1",
                        "--port",
                        String.valueOf(port),
                        "--dir",
                        folder.resolve("data").toString()));
                if (options.deletes()) {
                    command.addAll(List.of("--api-delete", "--api-blob-delete"));
                }
            }
            case GO_CONTAINER_REGISTRY -> command.addAll(List.of("-port", String.valueOf(port)));
        }
        return command;
    }

    Map<String, String> environment(Path folder, int port, RegistryOptions options) {
        if (!isDistribution()) {
            return Map.of();
        }
        Map<String, String> environment = new HashMap<>();
        environment.put("OTEL_TRACES_EXPORTER", "none");
        environment.put("REGISTRY_HTTP_ADDR", "127.0.0.1:" + port);
        environment.put("REGISTRY_STORAGE_DELETE_ENABLED", String.valueOf(options.deletes()));
        if (options.login()) {
            environment.put("REGISTRY_AUTH", "htpasswd");
            environment.put("REGISTRY_AUTH_HTPASSWD_REALM", "imagesync tests");
            environment.put(
                    "REGISTRY_AUTH_HTPASSWD_PATH", folder.resolve("htpasswd").toString());
        }
        TlsIdentity tls = options.tls();
        if (tls != null) {
            environment.put(
                    "REGISTRY_HTTP_TLS_CERTIFICATE", tls.certificateFile().toString());
            environment.put("REGISTRY_HTTP_TLS_KEY", tls.keyFile().toString());
        }
        return environment;
    }
}
