package dev.imagesync.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.imagesync.testkit.Commands;
import dev.imagesync.testkit.Node;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;

/** What every scenario of CDK for Terraform starts from: the same, and a Node.js, on which its constructs live. */
abstract class CdktfScenario extends TofuScenario {

    @BeforeAll
    static void nodeIsThere() {
        assumeTrue(Node.isThere(), Node.MISSING);
    }

    /**
     * Synthesises a program of the examples as its README says.
     *
     * @param settings what it reads from its environment besides the two registries
     * @return the stack's folder
     */
    Path synthesised(Path program, String stack, Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("UPSTREAM", upstream.host() + "/library");
        environment.put("MIRROR", mirror.host() + "/mirror");
        Commands.Printed _ = new Commands(program, environment).run("mvn", "-B", "-ntp", "-q", "compile", "exec:java");
        return program.resolve("cdktf.out/stacks").resolve(stack);
    }
}
