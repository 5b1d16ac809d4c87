package dev.imagesync.goplugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.imagesync.goplugin.rpc.Empty;
import dev.imagesync.goplugin.rpc.GRPCControllerGrpc;
import dev.imagesync.goplugin.rpc.GRPCStdioGrpc;
import dev.imagesync.goplugin.rpc.HealthCheckRequest;
import dev.imagesync.goplugin.rpc.HealthCheckResponse.ServingStatus;
import dev.imagesync.goplugin.rpc.HealthGrpc;
import io.grpc.Channel;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.okhttp.OkHttpChannelBuilder;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PluginServerTest {

    private static final HealthCheckRequest PLUGIN =
            HealthCheckRequest.newBuilder().setService("plugin").build();

    private interface Calls {
        void with(Channel channel) throws Exception;
    }

    private static void connected(PluginServer server, ChannelCredentials credentials, Calls calls) throws Exception {
        ManagedChannel channel = OkHttpChannelBuilder.forAddress("127.0.0.1", server.port(), credentials)
                .overrideAuthority("localhost")
                .build();
        try {
            calls.with(channel);
        } finally {
            channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void detachedItServesInTheClear() throws Exception {
        try (PluginServer server = PluginServer.startDetached(6, List.of())) {
            connected(server, InsecureChannelCredentials.create(), channel -> {
                HealthGrpc.HealthBlockingStub health = HealthGrpc.newBlockingStub(channel);
                assertThat(health.check(PLUGIN).getStatus()).isEqualTo(ServingStatus.SERVING);
                assertThat(health.check(HealthCheckRequest.getDefaultInstance()).getStatus())
                        .isEqualTo(ServingStatus.SERVING);
                assertThatExceptionOfType(StatusRuntimeException.class)
                        .isThrownBy(() -> health.check(HealthCheckRequest.newBuilder()
                                .setService("other")
                                .build()))
                        .withMessage("NOT_FOUND: there is no service \"other\"");
                assertThat(GRPCStdioGrpc.newBlockingStub(channel)
                                .streamStdio(com.google.protobuf.Empty.getDefaultInstance()))
                        .toIterable()
                        .isEmpty();
            });
            assertThat(server.handshakeLine()).isEqualTo("1|6|tcp|127.0.0.1:" + server.port() + "|grpc|");
        }
    }

    @Test
    void askedToEndItAnswersAndEnds() throws Exception {
        try (PluginServer server = PluginServer.startDetached(6, List.of())) {
            connected(server, InsecureChannelCredentials.create(), channel -> {
                assertThat(GRPCControllerGrpc.newBlockingStub(channel).shutdown(Empty.getDefaultInstance()))
                        .isEqualTo(Empty.getDefaultInstance());
                server.awaitEnd();
            });
        }
    }

    @Test
    void closedItEndsOnceAndTwice() throws Exception {
        PluginServer server = PluginServer.startDetached(6, List.of());
        server.close();
        server.awaitEnd();
        server.close();
    }

    @Test
    void onlyTheHostsCertificateMayConnect() throws Exception {
        Identity host = Identity.generate();
        Launch.ByHost launch = new Launch.ByHost(6, Optional.of(host.certificate()));
        try (PluginServer server = PluginServer.start(launch, List.of())) {
            String[] parts = server.handshakeLine().split("\\|", -1);
            assertThat(parts).hasSize(6);
            assertThat(parts[5]).doesNotContain("=");
            X509Certificate announced = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(
                            new ByteArrayInputStream(Base64.getDecoder().decode(parts[5])));
            connected(server, client(host, announced), channel -> assertThat(
                            HealthGrpc.newBlockingStub(channel).check(PLUGIN).getStatus())
                    .isEqualTo(ServingStatus.SERVING));
            refuses(server, client(Identity.generate(), announced));
            refuses(server, client(null, announced));
            refuses(server, InsecureChannelCredentials.create());
        }
    }

    private static void refuses(PluginServer server, ChannelCredentials credentials) throws Exception {
        connected(server, credentials, channel -> assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(() -> HealthGrpc.newBlockingStub(channel).check(PLUGIN))
                .satisfies(refused -> assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE)));
    }

    private static ChannelCredentials client(Identity own, X509Certificate server) throws Exception {
        TlsChannelCredentials.Builder credentials = TlsChannelCredentials.newBuilder();
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", server);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        credentials.trustManager(trust.getTrustManagers());
        if (own != null) {
            char[] password = {};
            KeyStore keyStore = KeyStore.getInstance("PKCS12");
            keyStore.load(null, password);
            keyStore.setKeyEntry("own", own.key(), password, new Certificate[] {own.certificate()});
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(keyStore, password);
            credentials.keyManager(keys.getKeyManagers());
        }
        return credentials.build();
    }

    @Test
    void reattachmentIsWhatHostsRead() throws Exception {
        assertThat(new Reattachment(6, 42, 4711).shellLine("TF_REATTACH_PROVIDERS", "example.org/it's/\"x\""))
                .isEqualTo("export TF_REATTACH_PROVIDERS='{\"example.org/it'\\''s/\\\"x\\\"\":{\"Protocol\":\"grpc\","
                        + "\"ProtocolVersion\":6,\"Pid\":42,\"Test\":true,"
                        + "\"Addr\":{\"Network\":\"tcp\",\"String\":\"127.0.0.1:4711\"}}}'");
        try (PluginServer server = PluginServer.startDetached(5, List.of())) {
            assertThat(server.reattachment())
                    .isEqualTo(new Reattachment(5, ProcessHandle.current().pid(), server.port()));
        }
    }

    @Test
    void aStrangerAtThePortIsLetGoWithoutAWord() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        Handler listener = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                told.add(entry.getLoggerName() + ": " + entry.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger everything = Logger.getLogger("io.grpc");
        everything.addHandler(listener);
        Launch.ByHost launch =
                new Launch.ByHost(6, Optional.of(Identity.generate().certificate()));
        try (PluginServer inTheClear = PluginServer.startDetached(6, List.of());
                PluginServer pinned = PluginServer.start(launch, List.of())) {
            for (int port : new int[] {inTheClear.port(), pinned.port()}) {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    probe.getOutputStream()
                            .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    probe.getInputStream().readAllBytes();
                }
            }
        } finally {
            everything.removeHandler(listener);
        }
        assertThat(told).isEmpty();
    }
}
