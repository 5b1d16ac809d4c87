package dev.imagesync.it;

import com.pulumi.automation.ConfigValue;
import org.junit.jupiter.api.Tag;

/** The same scenarios with Pulumi's own provider of Kubernetes, which writes what it is given into a folder. */
@Tag("long")
class KubernetesProviderScenarioTest extends ImageMirrorScenarioTest {

    @Override
    Stack newStack() {
        Stack stack = new Stack();
        Stack.call(() -> {
            stack.workspace()
                    .setConfig(
                            "kubernetes:renderYamlToDirectory",
                            new ConfigValue(stack.folder().resolve("rendered").toString()));
            return stack;
        });
        return stack;
    }
}
