package dev.imagesync.transport;

import dev.imagesync.problem.ImagesyncException;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts a server that the authorities of any stage vouch for. A stage is asked only when those before it do not vouch, so that
 * what costs much to read is read last; what is trusted is the same as with all authorities at once. Thread-safe.
 */
final class StagedTrust extends X509ExtendedTrustManager {

    private final List<Stage> stages;
    private volatile @Nullable X509ExtendedTrustManager vouchedBefore;

    /** Some authorities. */
    @FunctionalInterface
    interface Stage {

        /**
         * Those that could vouch for a server with this chain; empty if there are none.
         *
         * @throws ImagesyncException IS3008 if they cannot be read
         */
        Optional<X509ExtendedTrustManager> authorities(X509Certificate[] chain);
    }

    @FunctionalInterface
    private interface Check {
        void by(X509ExtendedTrustManager authorities) throws CertificateException;
    }

    StagedTrust(List<Stage> stages) {
        this.stages = List.copyOf(stages);
    }

    private void check(X509Certificate[] chain, Check check) throws CertificateException {
        X509ExtendedTrustManager before = vouchedBefore;
        if (before != null && refusal(before, check).isEmpty()) {
            return;
        }
        CertificateException refused = new CertificateException("there are no authorities");
        for (Stage stage : stages) {
            Optional<X509ExtendedTrustManager> authorities = read(stage, chain);
            if (authorities.isPresent()) {
                Optional<CertificateException> refusal = refusal(authorities.get(), check);
                if (refusal.isEmpty()) {
                    vouchedBefore = authorities.get();
                    return;
                }
                refused = refusal.get();
            }
        }
        throw refused;
    }

    private static Optional<X509ExtendedTrustManager> read(Stage stage, X509Certificate[] chain)
            throws CertificateException {
        try {
            return stage.authorities(chain);
        } catch (ImagesyncException e) {
            throw new CertificateException(e);
        }
    }

    private static Optional<CertificateException> refusal(X509ExtendedTrustManager authorities, Check check) {
        try {
            check.by(authorities);
            return Optional.empty();
        } catch (CertificateException e) {
            return Optional.of(e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain, authorities -> authorities.checkServerTrusted(chain, authType, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain, authorities -> authorities.checkServerTrusted(chain, authType, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain, authorities -> authorities.checkServerTrusted(chain, authType));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    /** Nobody is served here. */
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("only servers are checked");
    }

    /** Asked by servers alone. */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
