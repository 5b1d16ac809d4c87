package dev.imagesync.goplugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandshakeTest {

    private static final Handshake HANDSHAKE = SamplePlugin.HANDSHAKE;

    @ParameterizedTest
    @CsvSource({"'5,6',6", "'6,5',6", "'4, 6',6", "'4,5',4", "6,6", "'5,7',4", "'',4", "'six,4',4"})
    void theNewestVersionThatBothSpeakElseOurOldest(String hostVersions, int version) {
        assertThat(HANDSHAKE.launch(Map.of("SAMPLE_COOKIE", "crumbs", "PLUGIN_PROTOCOL_VERSIONS", hostVersions)))
                .isEqualTo(new Launch.ByHost(version, Optional.empty()));
    }

    @Test
    void withoutTheCookieNobodyButAPersonStartsIt() {
        for (Map<String, String> environment :
                List.of(Map.<String, String>of(), Map.of("SAMPLE_COOKIE", "other"), Map.of("OTHER", "crumbs"))) {
            assertThat(HANDSHAKE.launch(environment)).isEqualTo(new Launch.Refused(HANDSHAKE.forPeople()));
        }
    }

    @Test
    void aCertificateThatCannotBeReadIsNotTakenForNone() {
        Launch launch = HANDSHAKE.launch(Map.of("SAMPLE_COOKIE", "crumbs", "PLUGIN_CLIENT_CERT", "no certificate"));
        assertThat(launch).isInstanceOfSatisfying(Launch.Refused.class, refused -> assertThat(refused.line())
                .startsWith("PLUGIN_CLIENT_CERT holds no certificate that can be read: "));
    }

    @Test
    void aPluginWithoutVersionsIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Handshake("A", "b", new TreeSet<>(), ""));
    }
}
