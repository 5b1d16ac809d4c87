package dev.imagesync.goplugin;

/**
 * Tells a host to use a plugin that runs already, and not to end it. Hosts read it from an environment variable of their own,
 * as JSON, by the plugin's name.
 */
public record Reattachment(int protocolVersion, long pid, int port) {

    static final String HOST = "127.0.0.1";

    /** The value of the variable. */
    public String json(String plugin) {
        // "Test" keeps the host from ending the plugin; without it hosts also forget the version.
        return """
                {%s:{"Protocol":"grpc","ProtocolVersion":%d,"Pid":%d,"Test":true,\
                "Addr":{"Network":"tcp","String":"%s:%d"}}}"""
                .formatted(JsonText.quote(plugin), protocolVersion, pid, HOST, port);
    }

    /** A line that sets it in a shell. */
    public String shellLine(String variable, String plugin) {
        return "export " + variable + "='" + json(plugin).replace("'", "'\\''") + "'";
    }
}
