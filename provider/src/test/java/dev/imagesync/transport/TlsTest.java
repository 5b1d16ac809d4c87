package dev.imagesync.transport;

import static dev.imagesync.problem.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.imagesync.auth.Credentials;
import dev.imagesync.operation.Operation;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.reference.Registry;
import dev.imagesync.reference.Repository;
import dev.imagesync.testkit.TlsIdentity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom we trust, and what we show, with a real server over TLS whose certificate nobody signed. */
class TlsTest {

    @TempDir
    Path folder;

    private TlsIdentity identity;
    private Path certificate;
    private HttpsServer server;

    @BeforeEach
    void startServer() throws Exception {
        identity = TlsIdentity.in(folder, "EC");
        certificate = pem("ca.crt", "CERTIFICATE", identity.certificate().getEncoded());
        start(false);
    }

    private void start(boolean wantsClient) throws Exception {
        SSLContext context = identity.context();
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters ssl = context.getDefaultSSLParameters();
                ssl.setNeedClientAuth(wantsClient);
                parameters.setSSLParameters(ssl);
            }
        });
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    private Path pem(String name, String kind, byte[] der) throws IOException {
        return TlsIdentity.pem(folder.resolve(name), kind, der);
    }

    private Registry registry() {
        return new Registry("127.0.0.1:" + server.getAddress().getPort());
    }

    private int ask(HostSettings.Host settings, Network network) {
        HostSettings hosts = new HostSettings(Map.of(registry(), settings.withPlainHttp(false)));
        try (Transport transport = new Transport(
                new Reach(hosts, Limits.DEFAULTS, network),
                Credentials.NONE,
                new TestTiming().timing(),
                RequestLog.NONE)) {
            Request request = Request.to("GET", "/v2/", Scope.pull(new Repository(registry(), "team/app")), "a test");
            try (Response response = transport.send(request, Operation.unattended())) {
                return response.status();
            }
        }
    }

    private void assertRefused(HostSettings.Host settings, Network network, Code code) {
        assertProblem(code, () -> ask(settings, network));
    }

    @Test
    void aCertificateOfNobodyIsNotTrusted() {
        assertRefused(HostSettings.Host.DEFAULTS, Network.PLAIN, Code.TLS_FAILED);
    }

    @Test
    void theSettingTrustsItForThisRegistry() {
        assertThat(ask(HostSettings.Host.DEFAULTS.withCaFile(certificate), Network.PLAIN))
                .isEqualTo(200);
    }

    @Test
    void theEnvironmentTrustsItForAll() {
        Network network = Network.of(Map.of("SSL_CERT_FILE", certificate.toString()));
        assertThat(ask(HostSettings.Host.DEFAULTS, network)).isEqualTo(200);
        Network byFolder = Network.of(Map.of("SSL_CERT_DIR", "/nowhere/at/all:" + folder));
        assertThat(ask(HostSettings.Host.DEFAULTS, new Network(ProxyRules.NONE, List.of(folder), List.of())))
                .isEqualTo(200);
        assertThat(byFolder.authorities()).hasSize(2);
    }

    @Test
    void dockersFolderTrustsItForThisRegistry() throws Exception {
        pem(
                "certs.d/" + registry() + "/ca.crt",
                "CERTIFICATE",
                identity.certificate().getEncoded());
        Network network = new Network(ProxyRules.NONE, List.of(), List.of(folder.resolve("certs.d")));
        assertThat(ask(HostSettings.Host.DEFAULTS, network)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA", "Ed25519"})
    void aClientCertificateIsShown(String algorithm) throws Exception {
        server.stop(0);
        identity = TlsIdentity.in(folder, algorithm);
        start(true);
        Path own = pem("client.crt", "CERTIFICATE", identity.certificate().getEncoded());
        Path key = pem("client.key", "PRIVATE KEY", identity.key().getEncoded());
        assertThat(ask(
                        new HostSettings.Host(false, new HostSettings.Tls(own, own, key), Set.of(), null),
                        Network.PLAIN))
                .isEqualTo(200);
        assertThatThrownBy(() -> ask(HostSettings.Host.DEFAULTS.withCaFile(own), Network.PLAIN))
                .isInstanceOf(ImagesyncException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void theOlderFormsOfKeysAreRead(String algorithm) throws Exception {
        byte[] pkcs8 = TlsIdentity.in(folder, algorithm).key().getEncoded();
        byte[] inner = innerKey(pkcs8);
        byte[] older = algorithm.equals("RSA") ? inner : withCurve(inner, pkcs8);
        assertThat(PemFiles.privateKey(pem("old.key", algorithm + " PRIVATE KEY", older))
                        .getEncoded())
                .startsWith(0x30);
    }

    /** What stands in the OCTET STRING at the end of a PKCS#8 key. */
    private static byte[] innerKey(byte[] pkcs8) {
        for (int i = 20; i < pkcs8.length - 4; i++) {
            boolean isLong = (pkcs8[i] & 0xff) == 0x04
                    && (pkcs8[i + 1] & 0xff) == 0x82
                    && pkcs8.length - i - 4 == (((pkcs8[i + 2] & 0xff) << 8) | (pkcs8[i + 3] & 0xff));
            if (isLong) {
                return Arrays.copyOfRange(pkcs8, i + 4, pkcs8.length);
            }
            if ((pkcs8[i] & 0xff) == 0x04 && pkcs8.length - i - 2 == (pkcs8[i + 1] & 0xff)) {
                return Arrays.copyOfRange(pkcs8, i + 2, pkcs8.length);
            }
        }
        throw new IllegalArgumentException("no key in it");
    }

    /** The field [0] that openssl writes into EC keys of the older form, and Java does not. */
    private static byte[] withCurve(byte[] sec1, byte[] pkcs8) {
        int curve = 0;
        for (int i = 10; i < 40 && curve == 0; i++) {
            curve = pkcs8[i] == 0x06 ? i : 0;
        }
        byte[] oid = Arrays.copyOfRange(pkcs8, curve, curve + 2 + pkcs8[curve + 1]);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0x30);
        out.write(sec1.length - 2 + oid.length + 2);
        out.write(sec1, 2, sec1.length - 2);
        out.write(0xa0);
        out.write(oid.length);
        out.writeBytes(oid);
        return out.toByteArray();
    }

    @Test
    void aFileThatHoldsNoneIsNamed() throws Exception {
        Path text = Files.writeString(folder.resolve("notes.txt"), "none");
        assertRefused(HostSettings.Host.DEFAULTS.withCaFile(text), Network.PLAIN, Code.CERTIFICATE_UNREADABLE);
        assertRefused(
                HostSettings.Host.DEFAULTS.withCaFile(folder.resolve("gone")),
                Network.PLAIN,
                Code.CERTIFICATE_UNREADABLE);
        assertProblem(Code.CERTIFICATE_UNREADABLE, () -> PemFiles.privateKey(certificate));
    }
}
