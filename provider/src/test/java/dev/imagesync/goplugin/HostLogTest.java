package dev.imagesync.goplugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HostLogTest {

    @Test
    void aLineOfJsonAMessage() {
        ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        HostLog log = new HostLog(
                new PrintStream(stderr, true, StandardCharsets.UTF_8),
                "provider",
                InstantSource.fixed(Instant.parse("2026-01-02T03:04:05.678912345Z")));
        log.log(HostLog.Level.WARN, "two\nlines, \"quoted\" \u0001 é", Map.of("host", "docker.io"));
        log.log(HostLog.Level.INFO, "");
        assertThat(stderr.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "{\"@level\":\"warn\",\"@message\":\"two\\nlines, \\\"quoted\\\" \\u0001 é\","
                                + "\"@module\":\"provider\",\"@timestamp\":\"2026-01-02T03:04:05.678912Z\","
                                + "\"host\":\"docker.io\"}",
                        "{\"@level\":\"info\",\"@message\":\"\",\"@module\":\"provider\","
                                + "\"@timestamp\":\"2026-01-02T03:04:05.678912Z\"}");
    }
}
