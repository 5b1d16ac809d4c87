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
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * TLS as each host wants it: the machine's trust and the certificates of the user's settings for this registry, and of
 * {@code certs.d}, ours to show among them. Nothing is read before the first connection. Thread-safe.
 */
final class TlsByHost implements TlsSocketStrategy {

    private final HostSettings hosts;
    private final Network network;
    private final Authorities machine;
    private final Map<String, TlsSocketStrategy> strategies = new ConcurrentHashMap<>();

    TlsByHost(HostSettings hosts, Network network) {
        this.hosts = hosts;
        this.network = network;
        this.machine = new Authorities(network.authorities());
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
        try {
            return strategy.upgrade(socket, target, port, attachment, context);
        } catch (SSLException e) {
            throw unreadable(e);
        }
    }

    /** What the trust could not read ends the handshake, and comes out of it wrapped. */
    private static IOException unreadable(SSLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ImagesyncException problem) {
                return new ProblemIOException(problem);
            }
        }
        return e;
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
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
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
        List<StagedTrust.Stage> stages = new ArrayList<>();
        if (!besides.isEmpty()) {
            Optional<X509ExtendedTrustManager> own = Optional.of(Authorities.vouching(besides));
            stages.add(chain -> own);
        }
        stages.add(machine::near);
        stages.add(chain -> Optional.of(machine.all()));
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(shown, new TrustManager[] {new StagedTrust(stages)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
