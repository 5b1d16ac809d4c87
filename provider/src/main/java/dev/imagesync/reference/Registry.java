package dev.imagesync.reference;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A registry by its name as the user spells it: {@code host} or {@code host:port}.
 *
 * <p>Docker Hub goes by several names. They all mean the API host {@code registry-1.docker.io}, and they compare as one
 * in {@link #canonical()}; the spelling itself is kept, since users see it again in {@code digestRef}.
 */
public record Registry(String name) {

    private static final Set<String> DOCKER_HUB_NAMES =
            Set.of("docker.io", "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com");
    private static final String LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?";
    private static final Pattern NAME =
            Pattern.compile("(?:" + LABEL + "(?:\\." + LABEL + ")*|\\[[a-fA-F0-9:.]+])(?::[0-9]{1,5})?");
    private static final Pattern LOOPBACK_ADDRESS = Pattern.compile("127(?:\\.[0-9]{1,3}){3}");

    /** The registry that a reference without a host means. */
    public static final Registry DOCKER_HUB = new Registry("docker.io");

    public Registry {
        if (!NAME.matcher(name).matches()) {
            throw Problem.ofInput(
                            Code.REFERENCE_MALFORMED,
                            "\"" + name + "\" is not a registry name",
                            "write HOST or HOST:PORT, for example registry.example.com:5000")
                    .toException();
        }
    }

    /** Whether this is Docker Hub under any of its names. */
    public boolean isDockerHub() {
        return DOCKER_HUB_NAMES.contains(name.toLowerCase(Locale.ROOT));
    }

    /** The host, with its port if one is given, that serves the distribution API of this registry. */
    public String apiHost() {
        return isDockerHub() ? "registry-1.docker.io" : name;
    }

    /** The host alone, without port and without the brackets of an IPv6 address, in lower case. */
    public String hostName() {
        String host = name;
        if (host.startsWith("[")) {
            host = host.substring(1, host.indexOf(']'));
        } else if (host.indexOf(':') >= 0) {
            host = host.substring(0, host.indexOf(':'));
        }
        return host.toLowerCase(Locale.ROOT);
    }

    /** Whether the name itself says that the registry is on this machine; nothing is looked up. */
    public boolean isLoopback() {
        String host = hostName();
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.equals("::1")
                || LOOPBACK_ADDRESS.matcher(host).matches();
    }

    /** The one spelling under which two names of the same registry are equal. */
    public Registry canonical() {
        if (isDockerHub()) {
            return DOCKER_HUB;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.equals(name) ? this : new Registry(lower);
    }

    /** Written out: a record's own comes from a method that the JVM makes at run time, and the first of them at every start. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Registry registry && registry.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
