package dev.imagesync.packaging;

import dev.imagesync.testkit.TlsIdentity;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import io.grpc.okhttp.OkHttpChannelBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/**
 * The host's side, with mutual TLS as go-plugin does it: a key on P-521, and both sides know each other's certificate
 * (go-plugin's {@code mtls.go}).
 */
record PluginHost(TlsIdentity identity) {

    /** A new one, whose key lies in the folder. */
    static PluginHost in(Path folder) {
        return new PluginHost(TlsIdentity.in(folder, "EC", "-groupname", "secp521r1"));
    }

    /** What goes into {@code PLUGIN_CLIENT_CERT}. */
    String certificate() throws IOException {
        return Files.readString(identity.certificateFile());
    }

    /** A channel to the plugin that printed this handshake line. */
    ManagedChannel connect(String handshakeLine) throws IOException {
        String[] parts = handshakeLine.split("\\|", -1);
        byte[] announced = Base64.getDecoder().decode(parts[5]);
        return OkHttpChannelBuilder.forTarget(
                        parts[3],
                        TlsChannelCredentials.newBuilder()
                                .keyManager(
                                        identity.certificateFile().toFile(),
                                        identity.keyFile().toFile())
                                .trustManager(new ByteArrayInputStream(announced))
                                .build())
                .overrideAuthority("localhost")
                .build();
    }
}
