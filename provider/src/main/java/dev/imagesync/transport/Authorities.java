package dev.imagesync.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whom the machine trusts: the files and folders that the environment names, else those of the system and Java's own. Some
 * hundred certificates, which take a tenth of a second to read: first only those are that could vouch. Thread-safe.
 */
final class Authorities {

    /** Where the systems keep the authorities they trust. Java's own are trusted besides. */
    private static final List<Path> SYSTEM_BUNDLES = List.of(
            Path.of("/etc/ssl/certs/ca-certificates.crt"),
            Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
            Path.of("/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"),
            Path.of("/etc/ssl/ca-bundle.pem"),
            Path.of("/etc/ssl/cert.pem"));

    private final List<Path> named;
    private final List<Path> files;
    private @Nullable X509ExtendedTrustManager all;

    /** @param named files and folders that stand for the usual ones; empty means the usual ones */
    Authorities(List<Path> named) {
        this.named = named;
        this.files = named.isEmpty() ? bundle() : named;
    }

    private static List<Path> bundle() {
        return System.getProperty("javax.net.ssl.trustStore") != null
                ? List.of()
                : SYSTEM_BUNDLES.stream().filter(Files::isReadable).limit(1).toList();
    }

    /** Those of the files that issued a certificate of the chain; what cannot be read is left to {@link #all}. */
    Optional<X509ExtendedTrustManager> near(X509Certificate[] chain) {
        List<Certificate> issuers = new IssuerSearch(chain).in(files);
        return issuers.isEmpty() ? Optional.empty() : Optional.of(vouching(issuers));
    }

    /**
     * All.
     *
     * @throws dev.imagesync.problem.ImagesyncException IS3008 if a file that the environment names cannot be read
     */
    synchronized X509ExtendedTrustManager all() {
        if (all == null) {
            Collection<Certificate> certificates = new ArrayList<>();
            if (named.isEmpty()) {
                certificates.addAll(List.of(manager(null).getAcceptedIssuers()));
            }
            files.forEach(path -> certificates.addAll(PemFiles.certificates(path)));
            all = vouching(Set.copyOf(certificates));
        }
        return all;
    }

    /** One that trusts what these vouch for. */
    static X509ExtendedTrustManager vouching(Collection<? extends Certificate> certificates) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int number = 0;
            for (Certificate certificate : certificates) {
                store.setCertificateEntry("authority-" + number++, certificate);
            }
            return manager(store);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509ExtendedTrustManager manager(@Nullable KeyStore store) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
