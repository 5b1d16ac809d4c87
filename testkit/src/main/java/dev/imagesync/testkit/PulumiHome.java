package dev.imagesync.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What the real Pulumi works with in a test: nobody's stacks, plugins and secrets, and no network but what the test has. */
public final class PulumiHome {

    private PulumiHome() {}

    /** The environment of a Pulumi whose home and file backend are in this folder; may be changed. */
    public static Map<String, String> in(Path folder) {
        Map<String, String> environment = new HashMap<>();
        try {
            environment.put("PULUMI_BACKEND_URL", "file://" + Files.createDirectories(folder.resolve("state")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        environment.put("PULUMI_CONFIG_PASSPHRASE", "scenario");
        environment.put("PULUMI_HOME", folder.resolve("home").toString());
        environment.put("PULUMI_SKIP_UPDATE_CHECK", "true");
        environment.put("PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION", "true");
        return environment;
    }
}
