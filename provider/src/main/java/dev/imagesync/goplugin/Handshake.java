package dev.imagesync.goplugin;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a kind of hosts and its plugins have agreed on.
 *
 * @param cookieName the environment variable by which a host is recognised; no secret, it only keeps people from starting a
 *     plugin by hand and wondering
 * @param cookieValue what is in it
 * @param versions the versions of the host's protocol that the plugin serves
 * @param forPeople what somebody who starts the plugin by hand is told, in one line
 */
public record Handshake(String cookieName, String cookieValue, SortedSet<Integer> versions, String forPeople) {

    private static final String HOST_VERSIONS = "PLUGIN_PROTOCOL_VERSIONS";
    private static final String HOST_CERTIFICATE = "PLUGIN_CLIENT_CERT";

    public Handshake {
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("a plugin serves one version at least");
        }
        versions = Collections.unmodifiableSortedSet(new TreeSet<>(versions));
    }

    /** Tells from the environment of the process who started it, and what they want. */
    public Launch launch(Map<String, String> environment) {
        if (!cookieValue.equals(environment.get(cookieName))) {
            return new Launch.Refused(forPeople);
        }
        int version = versionFor(environment.getOrDefault(HOST_VERSIONS, ""));
        String certificate = environment.getOrDefault(HOST_CERTIFICATE, "");
        if (certificate.isEmpty()) {
            return new Launch.ByHost(version, Optional.empty());
        }
        try {
            return new Launch.ByHost(version, Optional.of(certificate(certificate)));
        } catch (CertificateException e) {
            return new Launch.Refused(HOST_CERTIFICATE + " holds no certificate that can be read: " + e.getMessage());
        }
    }

    /** The newest that both speak. Without one, our oldest: the host refuses it, in words that its users know. */
    private int versionFor(String hostVersions) {
        Set<String> spoken =
                Arrays.stream(hostVersions.split(",", -1)).map(String::strip).collect(Collectors.toSet());
        return versions.reversed().stream()
                .filter(version -> spoken.contains(version.toString()))
                .findFirst()
                .orElse(versions.first());
    }

    private static X509Certificate certificate(String pem) throws CertificateException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
    }
}
