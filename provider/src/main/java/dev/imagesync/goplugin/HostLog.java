package dev.imagesync.goplugin;

import java.io.PrintStream;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** The host's log: lines of JSON on stderr, which the host shows at the level that its user asked for. Safe for many threads. */
public final class HostLog {

    public enum Level {
        TRACE,
        DEBUG,
        INFO,
        WARN,
        ERROR
    }

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX").withZone(ZoneOffset.UTC);

    private final PrintStream stderr;
    private final String module;
    private final InstantSource clock;

    /** The module is the name that the host shows before each line. */
    public HostLog(PrintStream stderr, String module, InstantSource clock) {
        this.stderr = stderr;
        this.module = module;
        this.clock = clock;
    }

    public void log(Level level, String message) {
        log(level, message, Map.of());
    }

    /** Logs a message with fields, which the host shows behind it. */
    public void log(Level level, String message, Map<String, String> fields) {
        StringBuilder line = new StringBuilder("{\"@level\":\"")
                .append(level.name().toLowerCase(Locale.ROOT))
                .append("\",\"@message\":")
                .append(JsonText.quote(message))
                .append(",\"@module\":")
                .append(JsonText.quote(module))
                .append(",\"@timestamp\":\"")
                .append(TIME.format(clock.instant()))
                .append('"');
        fields.forEach((name, value) ->
                line.append(',').append(JsonText.quote(name)).append(':').append(JsonText.quote(value)));
        stderr.println(line.append('}'));
    }
}
