package dev.imagesync.cdktf;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.hashicorp.cdktf.TerraformStack;
import com.hashicorp.cdktf.Testing;
import dev.imagesync.testkit.Node;
import dev.imagesync.testkit.PinnedTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A stack that has a provider, what it becomes, and what OpenTofu says of that with the packaged provider. */
abstract class Synthesis {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    final TerraformStack stack = new TerraformStack(Testing.app(), "stack");

    Synthesis() {
        new ImagesyncProvider(stack, "imagesync");
    }

    /** A mirror with the provider's package, as users install it: the build's environment names the file. */
    @BeforeAll
    static void installTheProvider() throws IOException {
        assumeTrue(Node.isThere(), Node.MISSING);
        String zip = "terraform-provider-imagesync_" + PinnedTools.projectVersion() + "_linux_amd64.zip";
        Path packages = Files.createDirectories(folder.resolve("registry.opentofu.org/imagesync/imagesync"));
        Files.createSymbolicLink(
                packages.resolve(zip), PinnedTools.root().resolve("dist").resolve(zip));
        Files.writeString(
                Path.of(System.getenv("TF_CLI_CONFIG_FILE")),
                "provider_installation {\n  filesystem_mirror {\n    path = \"" + folder + "\"\n  }\n}\n");
    }

    JsonNode synthesised() {
        return json(Testing.synth(stack));
    }

    /** What OpenTofu's {@code validate} says; why, tells {@code tofu validate} in the folder that is printed. */
    boolean isValid() {
        String written = Testing.fullSynth(stack);
        boolean isValid = Testing.toBeValidTerraform(written);
        if (!isValid) {
            System.out.println("not valid: " + written);
        }
        return isValid;
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
