package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.testkit.PinnedTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the README tells users of OpenTofu to type before the provider is published, word for word. */
class ReadmeInstallationTest {

    private static final Pattern COMMANDS = Pattern.compile("^```sh\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    @TempDir
    Path folder;

    private String commands;

    @BeforeEach
    void read() throws IOException {
        String readme = Files.readString(PinnedTools.root().resolve("README.md"));
        commands = COMMANDS.matcher(readme)
                .results()
                .map(found -> found.group(1))
                .filter(text -> text.contains("provider_installation"))
                .findFirst()
                .orElseThrow();
        Files.createSymbolicLink(folder.resolve("dist"), PinnedTools.root().resolve("dist"));
    }

    /** The engine's name among the tools of the tests. */
    String tool() {
        return "tofu";
    }

    /** Where the engine looks for providers that name no registry. */
    String registry() {
        return "registry.opentofu.org";
    }

    /** What {@code init} prints after these commands, for a program that requires the providers; no network is there. */
    private String init(String... sources) throws IOException, InterruptedException {
        StringBuilder required = new StringBuilder();
        for (int i = 0; i < sources.length; i++) {
            required.append("    p" + i + " = { source = \"" + sources[i] + "\" }\n");
        }
        Files.writeString(
                Files.createDirectory(folder.resolve("program")).resolve("main.tf"),
                "terraform {\n  required_providers {\n" + required + "  }\n}\n");
        ProcessBuilder builder = new ProcessBuilder(
                        "sh", "-euc", commands + "cd program\nexec \"$TOFU\" init -no-color 2>&1")
                .directory(folder.toFile());
        builder.environment().put("TOFU", PinnedTools.bin(tool()).toString());
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("CHECKPOINT_DISABLE", "1");
        builder.environment().put("HTTPS_PROXY", "http://127.0.0.1:1");
        builder.environment().remove("TF_CLI_CONFIG_FILE");
        Path printed = folder.resolve("printed.txt");
        Process process = builder.redirectOutput(printed.toFile()).start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("it ends").isTrue();
        return Files.readString(printed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "imagesync/imagesync",
                "registry.opentofu.org/imagesync/imagesync",
                "registry.terraform.io/imagesync/imagesync"
            })
    void installsTheProvider(String source) throws Exception {
        assertThat(init(source)).contains("Installed ", "imagesync/imagesync v", "successfully initialized");
    }

    @Test
    void leavesOtherProvidersToTheirOwnRegistry() throws Exception {
        assertThat(init("imagesync/imagesync", "hashicorp/random"))
                .as("only the network is missing, which is asked")
                .contains("Installed imagesync/imagesync v", registry(), "proxyconnect")
                .doesNotContain("was not found in any of the search locations");
    }
}
