package dev.imagesync.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.testkit.fake.FakeRegistry;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** What tests of the provider start from: two registries, and a host. */
abstract class ProviderRig {

    final FakeRegistry upstream = FakeRegistry.start();
    final FakeRegistry mirror = FakeRegistry.start();
    final TerraformCaller host = new TerraformCaller();

    @AfterEach
    void close() {
        host.close();
        upstream.close();
        mirror.close();
    }

    /** Terraform starts a process for every command, and configures it first. */
    void newCommand() {
        assertThat(host.configure(Map.of()).getDiagnosticsList()).isEmpty();
    }
}
