package dev.imagesync.goplugin;

import java.security.cert.X509Certificate;
import java.util.Optional;

/** How this process was started. */
public sealed interface Launch {

    /**
     * By a host.
     *
     * @param protocolVersion the version of the host's protocol to speak
     * @param hostCertificate the one certificate that may connect; without it the connection is in the clear
     */
    record ByHost(int protocolVersion, Optional<X509Certificate> hostCertificate) implements Launch {}

    /** Not by a host that can be served; the line says why, to whoever reads stderr. */
    record Refused(String line) implements Launch {}
}
