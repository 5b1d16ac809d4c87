package dev.imagesync.transport;

import dev.imagesync.problem.ImagesyncException;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * TLS as each host wants it: the machine's trust and the certificates of the user's settings for this registry, and of
 * {@code certs.d}, ours to show among them. Nothing is read before the first connection. Thread-safe.
 */
final class TlsByHost implements TlsSocketStrategy {

    /** Where the systems keep the authorities they trust. Java's own are trusted besides. */
    private static final List<Path> SYSTEM_BUNDLES = List.of(
            Path.of("/etc/ssl/certs/ca-certificates.crt"),
            Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
            Path.of("/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"),
            Path.of("/etc/ssl/ca-bundle.pem"),
            Path.of("/etc/ssl/cert.pem"));

    private final HostSettings hosts;
    private final Network network;
    private final Map<String, TlsSocketStrategy> strategies = new ConcurrentHashMap<>();
    private @Nullable Collection<Certificate> machineTrust;

    TlsByHost(HostSettings hosts, Network network) {
        this.hosts = hosts;
        this.network = network;
    }

    @Override
    public SSLSocket upgrade(Socket socket, String target, int port, @Nullable Object attachment, HttpContext context)
            throws IOException {
        TlsSocketStrategy strategy;
        try {
            strategy = strategies.computeIfAbsent(target + ":" + port, key -> strategy(target, port));
        } catch (ImagesyncException e) {
            throw new ProblemIOException(e);
        }
        return strategy.upgrade(socket, target, port, attachment, context);
    }

    private TlsSocketStrategy strategy(String target, int port) {
        List<Certificate> trusted = new ArrayList<>();
        KeyManager[] shown = null;
        HostSettings.Tls settings = settingsOf(target, port).tls();
        if (settings.caFile() != null) {
            trusted.addAll(PemFiles.certificates(settings.caFile()));
        }
        if (settings.clientCertFile() != null && settings.clientKeyFile() != null) {
            shown = keys(settings.clientCertFile(), settings.clientKeyFile());
        }
        for (Path folder : network.certsFolders()) {
            for (String name : port == 443 ? List.of(target, target + ":443") : List.of(target + ":" + port)) {
                Path own = folder.resolve(name);
                filesOf(own, ".crt").forEach(file -> trusted.addAll(PemFiles.certificates(file)));
                for (Path certificate : shown == null ? filesOf(own, ".cert") : List.<Path>of()) {
                    Path key = Path.of(certificate.toString().replaceFirst("\\.cert$", ".key"));
                    shown = Files.exists(key) ? keys(certificate, key) : shown;
                }
            }
        }
        return new DefaultClientTlsStrategy(context(trusted, shown));
    }

    private HostSettings.Host settingsOf(String target, int port) {
        return hosts.hosts().entrySet().stream()
                .filter(entry -> {
                    var root = hosts.root(entry.getKey());
                    return root.getHost().equalsIgnoreCase(target) && HostSettings.port(root) == port;
                })
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(HostSettings.Host.DEFAULTS);
    }

    private static List<Path> filesOf(Path folder, String ending) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static KeyManager[] keys(Path certificate, Path key) {
        try {
            KeyStore store = emptyStore();
            store.setKeyEntry(
                    "ours",
                    PemFiles.privateKey(key),
                    new char[0],
                    PemFiles.certificates(certificate).toArray(Certificate[]::new));
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, new char[0]);
            return factory.getKeyManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("a certificate and a key cannot be used together", e);
        }
    }

    private SSLContext context(Collection<Certificate> besides, KeyManager @Nullable [] shown) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(shown, new X509TrustManager[] {trust(besides)}, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private X509TrustManager trust(Collection<Certificate> besides) throws GeneralSecurityException, IOException {
        List<Certificate> all = new ArrayList<>(besides);
        all.addAll(machineTrust());
        KeyStore store = emptyStore();
        int number = 0;
        for (Certificate certificate : all) {
            store.setCertificateEntry("authority-" + number++, certificate);
        }
        return manager(store);
    }

    /** Some hundred certificates, which take a while to read: once for all hosts. */
    private synchronized Collection<Certificate> machineTrust() throws GeneralSecurityException {
        if (machineTrust == null) {
            machineTrust = Set.copyOf(readMachineTrust());
        }
        return machineTrust;
    }

    private List<Certificate> readMachineTrust() throws GeneralSecurityException {
        List<Certificate> all = new ArrayList<>();
        for (Path path : network.authorities()) {
            all.addAll(PemFiles.certificates(path));
        }
        if (network.authorities().isEmpty()) {
            all.addAll(List.of(manager(null).getAcceptedIssuers()));
            if (System.getProperty("javax.net.ssl.trustStore") == null) {
                for (Path bundle : SYSTEM_BUNDLES.stream()
                        .filter(Files::isReadable)
                        .limit(1)
                        .toList()) {
                    all.addAll(PemFiles.certificates(bundle));
                }
            }
        }
        return all;
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static X509TrustManager manager(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return (X509TrustManager) factory.getTrustManagers()[0];
    }
}
