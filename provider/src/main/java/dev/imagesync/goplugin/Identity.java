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
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/** Who this process is for its host: a key that lives as long as the process, and a certificate for it. */
record Identity(PrivateKey key, X509Certificate certificate) {

    private static final char[] NO_PASSWORD = {};

    static Identity generate() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        return new Identity(pair.getPrivate(), SelfSigned.certificate(pair, Instant.now()));
    }

    /** A server that shows this identity, and speaks with the holder of one certificate alone. */
    ServerCredentials onlyFor(X509Certificate peer) throws GeneralSecurityException, IOException {
        KeyStore own = emptyStore();
        own.setKeyEntry("plugin", key, NO_PASSWORD, new Certificate[] {certificate});
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, NO_PASSWORD);

        KeyStore trusted = emptyStore();
        trusted.setCertificateEntry("host", peer);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);

        return TlsServerCredentials.newBuilder()
                .keyManager(keys.getKeyManagers())
                .trustManager(trust.getTrustManagers())
                .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
                .build();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }
}
