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
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
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
    void whatTheEnvironmentNamesMustBeReadableAndVouch() throws Exception {
        Network gone = Network.of(Map.of("SSL_CERT_FILE", folder.resolve("gone").toString()));
        assertRefused(HostSettings.Host.DEFAULTS, gone, Code.CERTIFICATE_UNREADABLE);
        Path other = TlsIdentity.in(folder, "RSA").certificateFile();
        Network others = Network.of(Map.of("SSL_CERT_FILE", other.toString()));
        assertRefused(HostSettings.Host.DEFAULTS, others, Code.TLS_FAILED);
        assertThat(ask(HostSettings.Host.DEFAULTS.withCaFile(certificate), gone))
                .as("what is not needed is not read")
                .isEqualTo(200);
    }

    @Test
    void oneOfManyAuthoritiesIsFoundByItsName() throws Exception {
        TlsIdentity other = TlsIdentity.in(folder, "RSA", "-dname", "CN=somebody else");
        String own = Files.readString(certificate);
        String bundle = "# a comment\n"
                + Files.readString(other.certificateFile())
                + "-----BEGIN CERTIFICATE-----\nbm9uZQ==\n-----END CERTIFICATE-----\n"
                + own.replace("\n", "\r\n")
                + "-----BEGIN CERTIFICATE-----\ncut off";
        Path file = Files.writeString(
                Files.createDirectory(folder.resolve("bundle")).resolve("all.pem"), bundle);
        IssuerSearch search = new IssuerSearch(new X509Certificate[] {(X509Certificate) identity.certificate()});
        assertThat(search.in(List.of(file))).containsExactly(identity.certificate());
        assertThat(search.in(List.of(folder.resolve("bundle")))).containsExactly(identity.certificate());
        assertThat(search.in(List.of(other.certificateFile(), folder.resolve("gone"))))
                .isEmpty();
        assertThat(ask(HostSettings.Host.DEFAULTS, new Network(ProxyRules.NONE, List.of(file), List.of())))
                .isEqualTo(200);
    }

    @Test
    void everyAuthorityThatJavaTrustsIsFound() throws Exception {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        X509Certificate[] all = ((X509TrustManager) factory.getTrustManagers()[0]).getAcceptedIssuers();
        List<Path> files = new ArrayList<>();
        for (X509Certificate authority : all) {
            files.add(pem("java/" + files.size() + ".pem", "CERTIFICATE", authority.getEncoded()));
        }
        assertThat(new IssuerSearch(all).in(files)).hasSizeGreaterThan(50).containsExactly(all);
    }

    @Test
    void theNameMustFitWhoeverVouches() throws Exception {
        server.stop(0);
        identity = TlsIdentity.in(folder, "EC", "-ext", "san=dns:elsewhere.example");
        start(false);
        assertRefused(
                HostSettings.Host.DEFAULTS.withCaFile(identity.certificateFile()), Network.PLAIN, Code.TLS_FAILED);
        assertRefused(
                HostSettings.Host.DEFAULTS,
                Network.of(Map.of("SSL_CERT_FILE", identity.certificateFile().toString())),
                Code.TLS_FAILED);
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
