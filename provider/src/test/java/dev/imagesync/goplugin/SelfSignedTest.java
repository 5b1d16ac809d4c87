package dev.imagesync.goplugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelfSignedTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"2026-01-01T00:00:00Z", "2039-12-31T23:59:59Z", "2049-12-31T23:59:59Z", "2050-01-02T00:00:00Z"})
    void itIsWhatTheJdkReads(String now) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        Instant when = Instant.parse(now);

        X509Certificate certificate = SelfSigned.certificate(pair, when);

        certificate.verify(pair.getPublic());
        certificate.checkValidity(Date.from(when));
        assertThat(certificate.getVersion()).isEqualTo(3);
        assertThat(certificate.getSerialNumber()).isPositive();
        assertThat(certificate.getSigAlgName()).isEqualTo("SHA256withECDSA");
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=localhost");
        assertThat(certificate.getIssuerX500Principal()).isEqualTo(certificate.getSubjectX500Principal());
        assertThat(certificate.getSubjectAlternativeNames()).containsExactly(List.of(2, "localhost"));
        assertThat(certificate.getBasicConstraints()).isEqualTo(Integer.MAX_VALUE);
        assertThat(certificate.getCriticalExtensionOIDs()).containsExactly("2.5.29.19");
        assertThat(certificate.getNotBefore()).isBefore(Date.from(when));
        assertThat(certificate.getNotAfter()).isAfter(Date.from(when));
    }
}
