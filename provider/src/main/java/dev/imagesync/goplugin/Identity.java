package dev.imagesync.goplugin;

import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Who this process is for its host: a key that lives as long as the process, and a certificate for it. */
record Identity(PrivateKey key, X509Certificate certificate) {

    /** Every start pays for a key: on P-256 the JDK first computes a table, which takes three times as long as a key on P-384. */
    private static final String CURVE = "secp384r1";

    private static final char[] NO_PASSWORD = {};

    static Identity generate() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(CURVE));
        KeyPair pair = generator.generateKeyPair();
        return new Identity(pair.getPrivate(), SelfSigned.certificate(pair, Instant.now()));
    }

    /** A server that shows this identity, and speaks with the holder of one certificate alone. */
    ServerCredentials onlyFor(X509Certificate peer) throws GeneralSecurityException, IOException {
        return TlsServerCredentials.newBuilder()
                .keyManager(keys())
                .trustManager(only(peer))
                .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
                .build();
    }

    /** What shows this identity. */
    KeyManager[] keys() throws GeneralSecurityException, IOException {
        KeyStore own = emptyStore();
        own.setKeyEntry("own", key, NO_PASSWORD, new Certificate[] {certificate});
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, NO_PASSWORD);
        return keys.getKeyManagers();
    }

    /** What believes the holder of one certificate alone. */
    static TrustManager[] only(X509Certificate peer) throws GeneralSecurityException, IOException {
        KeyStore trusted = emptyStore();
        trusted.setCertificateEntry("peer", peer);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        return trust.getTrustManagers();
    }

    /** It never leaves memory; the newer kind would encrypt the key nevertheless, ten thousand rounds at each start. */
    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("JKS");
        store.load(null, NO_PASSWORD);
        return store;
    }
}
