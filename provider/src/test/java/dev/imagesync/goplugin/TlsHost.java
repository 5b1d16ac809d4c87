package dev.imagesync.goplugin;

import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import io.grpc.okhttp.OkHttpChannelBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;

/** The host's side, with mutual TLS as go-plugin does it: a key on P-521, and both sides know each other's certificate. */
public final class TlsHost {

    private final Identity identity;

    public TlsHost() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp521r1"));
        KeyPair pair = generator.generateKeyPair();
        this.identity = new Identity(pair.getPrivate(), SelfSigned.certificate(pair, Instant.now()));
    }

    /** What goes into {@code PLUGIN_CLIENT_CERT}. */
    public String certificate() throws GeneralSecurityException {
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(identity.certificate().getEncoded());
        return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
    }

    /** A channel to the plugin that printed this handshake line. */
    public ManagedChannel connect(String handshakeLine) throws GeneralSecurityException, IOException {
        String[] parts = handshakeLine.split("\\|", -1);
        byte[] announced = Base64.getDecoder().decode(parts[5]);
        X509Certificate plugin = (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(announced));
        return OkHttpChannelBuilder.forTarget(
                        parts[3],
                        TlsChannelCredentials.newBuilder()
                                .keyManager(identity.keys())
                                .trustManager(Identity.only(plugin))
                                .build())
                .overrideAuthority("localhost")
                .build();
    }
}
