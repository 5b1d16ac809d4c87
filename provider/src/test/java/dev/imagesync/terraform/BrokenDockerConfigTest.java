package dev.imagesync.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.imagesync.terraform.rpc.ApplyResourceChange;
import dev.imagesync.terraform.rpc.PlanResourceChange;
import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.RegistryOptions;
import dev.imagesync.testkit.fake.FakeOptions;
import dev.imagesync.testkit.fake.FakeRegistry;
import dev.imagesync.tfvalues.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A docker config that somebody broke, and a mirror that wants a login. */
class BrokenDockerConfigTest {

    private static final ImageGraph IMAGE = ImageGraphs.ofContent("one");

    /** What stands where the docker config should. */
    private enum Broken {
        JSON {
            @Override
            void makeAt(Path file) throws IOException {
                Files.writeString(file, "{\"auths\":");
            }
        },
        ANOTHER_TYPE {
            @Override
            void makeAt(Path file) throws IOException {
                Files.writeString(file, "[\"auths\"]");
            }
        },
        NO_TEXT {
            @Override
            void makeAt(Path file) throws IOException {
                Files.write(file, new byte[] {(byte) 0xff, 0, (byte) 0xfe});
            }
        };

        abstract void makeAt(Path file) throws IOException;
    }

    @TempDir
    private Path folder;

    private final FakeRegistry upstream = FakeRegistry.start();
    private final FakeRegistry mirror = FakeRegistry.start(FakeOptions.STRICT.withBasicLogin());

    @BeforeEach
    void push() {
        IMAGE.pushTo(upstream.content(), "app", "1");
    }

    @AfterEach
    void close() {
        upstream.close();
        mirror.close();
    }

    private TerraformCaller host(Broken broken) throws IOException {
        broken.makeAt(folder.resolve("config.json"));
        return new TerraformCaller(Map.of("DOCKER_CONFIG", folder.toString(), "HOME", folder.toString()));
    }

    private PlanResourceChange.Response plan(TerraformCaller host) {
        return host.plan(
                TerraformCaller.NOTHING,
                TerraformCaller.image(upstream.host() + "/app:1", mirror.host() + "/app:1"),
                ByteString.EMPTY);
    }

    private static ApplyResourceChange.Response apply(TerraformCaller host, PlanResourceChange.Response plan) {
        return host.apply(TerraformCaller.NOTHING, plan.getPlannedState(), plan.getPlannedPrivate());
    }

    @ParameterizedTest
    @EnumSource
    void isToldByThePlanAndByTheApply(Broken broken) throws IOException {
        try (TerraformCaller host = host(broken)) {
            host.configure(Map.of());
            PlanResourceChange.Response plan = plan(host);
            assertThat(plan.getDiagnosticsList()).singleElement().satisfies(warning -> assertThat(warning.getDetail())
                    .contains("config.json"));
            assertThat(TerraformCaller.errors(apply(host, plan).getDiagnosticsList()))
                    .singleElement()
                    .asString()
                    .contains("IS2105", "config.json");
        }
    }

    @ParameterizedTest
    @EnumSource
    void isNoMatterWhereTheSettingsHaveThePassword(Broken broken) throws IOException {
        try (TerraformCaller host = host(broken)) {
            host.configure(Map.of(
                    "registries",
                    Value.fields(Map.of(
                            mirror.host(),
                            Value.fields(Map.of(
                                    "username", Value.of(RegistryOptions.USER),
                                    "password", Value.of(RegistryOptions.PASSWORD)))))));
            PlanResourceChange.Response plan = plan(host);
            assertThat(plan.getDiagnosticsList()).isEmpty();
            assertThat(apply(host, plan).getDiagnosticsList()).isEmpty();
            assertThat(IMAGE.differencesIn(mirror.content(), "app", "1")).isEmpty();
        }
    }
}
