package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.Context;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.CustomTimeouts;
import com.sun.net.httpserver.HttpServer;
import dev.imagesync.ImageSync;
import dev.imagesync.ImageSyncArgs;
import dev.imagesync.Provider;
import dev.imagesync.ProviderArgs;
import dev.imagesync.SyncedImage;
import dev.imagesync.SyncedImageArgs;
import dev.imagesync.inputs.RegistrySettingsArgs;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.RegistryKind;
import dev.imagesync.testkit.RegistryOptions;
import dev.imagesync.testkit.RegistryProbe;
import dev.imagesync.testkit.RegistryProcess;
import dev.imagesync.testkit.fake.FakeRegistry;
import dev.imagesync.testkit.fake.Fault;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Registries that are away, are none, or refuse: each gets its own words, and nothing is changed anywhere. */
class TroubleScenarioTest extends Scenario {

    private static final String LOGIN = RegistryOptions.USER + ":" + RegistryOptions.PASSWORD;

    /** An image between two hosts, with a provider of these settings. */
    private Consumer<Context> image(String sourceHost, String destinationHost, ProviderArgs settings) {
        return context -> new ImageSync(
                "app",
                ImageSyncArgs.builder()
                        .source(sourceHost + "/" + repository + ":1")
                        .destination(destinationHost + "/" + repository + ":1")
                        .build(),
                ComponentResourceOptions.builder()
                        .providers(new Provider("registries", settings))
                        .build());
    }

    private Consumer<Context> image(String sourceHost, String destinationHost) {
        return image(sourceHost, destinationHost, ProviderArgs.Empty);
    }

    private static ProviderArgs settings(String host, RegistrySettingsArgs registry) {
        return ProviderArgs.builder().registries(Map.of(host, registry)).build();
    }

    private static ProviderArgs login(String host, String password) {
        return settings(
                host,
                RegistrySettingsArgs.builder()
                        .username(RegistryOptions.USER)
                        .password(password)
                        .build());
    }

    private void dockerLogin(String host, String password) throws IOException {
        Files.createDirectories(stack.dockerConfig());
        Files.writeString(stack.dockerConfig().resolve("config.json"), RegistryOptions.dockerConfig(host, password));
    }

    /** A host that answers 404 to everything, as an ingress without a backend does. */
    private static HttpServer ingress() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/", exchange -> {
            byte[] page = "<html><h1>404 Not Found</h1></html>".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(404, head ? -1 : page.length);
            try (OutputStream body = exchange.getResponseBody()) {
                if (!head) {
                    body.write(page);
                }
            }
        });
        server.start();
        return server;
    }

    private static String host(HttpServer server) {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    @Test
    void aRegistryThatIsNotThere() {
        push(upstream, "1", "v1");
        stack.program(image(upstreamServer.host(), "127.0.0.1:1"));
        assertThat(stack.preview().standardOutput()).contains("warning", "IS3001", "127.0.0.1:1");
        assertThatThrownBy(() -> stack.up()).hasMessageContaining("IS3001").hasMessageContaining("127.0.0.1:1");

        stack.program(image("127.0.0.1:1", mirrorServer.host()));
        assertThatThrownBy(() -> stack.up()).hasMessageContaining("IS3001").hasMessageContaining("127.0.0.1:1");
        assertThat(mirror.tags(repository)).isEmpty();
    }

    @Test
    void anIngressThatAnswers404IsNotAnEmptyRegistry() throws IOException {
        String digest = push(upstream, "1", "v1");
        HttpServer ingress = ingress();
        try {
            stack.program(image(upstreamServer.host(), host(ingress)));
            assertThat(stack.preview().standardOutput()).contains("warning", "IS4001");
            assertThatThrownBy(() -> stack.up()).hasMessageContaining("IS4001").hasMessageContaining(host(ingress));

            // Recorded once, its source must not count as gone.
            stack.program(image(upstreamServer.host(), mirrorServer.host()));
            stack.up();
            stack.program(image(host(ingress), mirrorServer.host()));
            assertThat(stack.preview().standardOutput()).contains("IS4001").doesNotContain("does not exist any more");
            assertThat(mirror.digest(repository, "1")).contains(digest);
        } finally {
            ingress.stop(0);
        }
    }

    @Test
    void aRegistryThatSpeaksHttpWhereHttpsIsExpected() {
        push(upstream, "1", "v1");
        stack.program(image(
                upstreamServer.host(),
                mirrorServer.host(),
                settings(
                        mirrorServer.host(),
                        RegistrySettingsArgs.builder().plainHttp(false).build())));
        assertThatThrownBy(() -> stack.up())
                .hasMessageContaining("IS3002")
                .hasMessageContaining("plainHttp")
                .hasMessageContaining(mirrorServer.host());
        assertThat(mirror.tags(repository)).isEmpty();
    }

    @Test
    void refusedCredentialsNameTheirSourceAndNeverThePassword() {
        push(upstream, "1", "v1");
        try (RegistryProcess guarded = RegistryProcess.start(RegistryKind.DISTRIBUTION_3, RegistryOptions.WITH_LOGIN)) {
            stack.program(image(upstreamServer.host(), guarded.host(), login(guarded.host(), "a wrong one")));
            assertThatThrownBy(() -> stack.up())
                    .hasMessageContaining("IS2101")
                    .hasMessageContaining("registries[\"" + guarded.host() + "\"]")
                    .hasMessageContaining(RegistryOptions.USER)
                    .hasMessageContaining("docker login " + guarded.host())
                    .hasMessageNotContaining("a wrong one");
            assertThat(new RegistryProbe(guarded.host(), LOGIN).tags(repository))
                    .isEmpty();
        }
    }

    @Test
    void expiredCredentialsInTheStateDoNotBreakUp() throws IOException {
        String digest = push(upstream, "1", "v1");
        try (RegistryProcess guarded = RegistryProcess.start(RegistryKind.DISTRIBUTION_3, RegistryOptions.WITH_LOGIN)) {
            stack.program(
                    image(upstreamServer.host(), guarded.host(), login(guarded.host(), RegistryOptions.PASSWORD)));
            stack.up();
            guarded.rotatePassword();
            RegistryProbe probe =
                    new RegistryProbe(guarded.host(), RegistryOptions.USER + ":" + RegistryOptions.NEXT_PASSWORD);

            // The program brings the new ones; what the state has is refused by now.
            stack.program(
                    image(upstreamServer.host(), guarded.host(), login(guarded.host(), RegistryOptions.NEXT_PASSWORD)));
            assertThat(probe.deleteManifest(repository, "1")).isEqualTo(202);
            stack.up();
            assertThat(probe.digest(repository, "1")).contains(digest);

            // Neither the program nor the state has good ones, but docker's login has.
            stack.program(
                    image(upstreamServer.host(), guarded.host(), login(guarded.host(), RegistryOptions.PASSWORD)));
            dockerLogin(guarded.host(), RegistryOptions.NEXT_PASSWORD);
            assertThat(probe.deleteManifest(repository, "1")).isEqualTo(202);
            stack.up();
            assertThat(probe.digest(repository, "1")).contains(digest);
            stack.destroy();
            assertThat(probe.tags(repository)).isEmpty();
        }
    }

    @Test
    void aCustomTimeoutEndsACopyThatStalls() {
        try (FakeRegistry slow = FakeRegistry.start()) {
            ImageGraphs.ofContent("v1").pushTo(slow.content(), repository, "1");
            slow.faults().on("GET", ".*/blobs/.*").always(new Fault.Stalled());
            stack.program(context -> new SyncedImage(
                    "app",
                    SyncedImageArgs.builder()
                            .source(slow.host() + "/" + repository + ":1")
                            .destination(mirror.ref(repository + ":1"))
                            .build(),
                    CustomResourceOptions.builder()
                            .customTimeouts(CustomTimeouts.builder()
                                    .create(Duration.ofSeconds(1))
                                    .build())
                            .build()));
            assertThatThrownBy(() -> stack.up())
                    .hasMessageContaining("IS3004")
                    .hasMessageContaining("longer than the 1 s allowed");
            assertThat(mirror.tags(repository)).isEmpty();
        }
    }

    @Test
    void aRegistryThatCannotDeleteFailsTheDestroyUnlessToldToWarn() {
        String digest = push(upstream, "1", "v1");
        try (RegistryProcess keeper =
                RegistryProcess.start(RegistryKind.DISTRIBUTION_3, RegistryOptions.WITHOUT_DELETES)) {
            RegistryProbe probe = new RegistryProbe(keeper.host());
            stack.program(image(upstreamServer.host(), keeper.host()));
            stack.up();
            assertThatThrownBy(() -> stack.destroy())
                    .hasMessageContaining("IS4006")
                    .hasMessageContaining("onUndeletable");
            assertThat(probe.digest(repository, "1")).contains(digest);

            stack.program(image(
                    upstreamServer.host(),
                    keeper.host(),
                    ProviderArgs.builder().onUndeletable("warn").build()));
            stack.up();
            assertThat(stack.destroy().standardOutput()).contains("warning", "IS4006");
            assertThat(probe.digest(repository, "1")).contains(digest);
        }
    }
}
