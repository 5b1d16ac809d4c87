package dev.imagesync.transport;

import dev.imagesync.reference.Registry;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How hosts are spoken to: HTTPS, unless the user says otherwise for one host or the host is this machine.
 *
 * @param plainHttp registries that the user set to plain HTTP ({@code true}) or to HTTPS ({@code false})
 */
public record HostSettings(Map<Registry, Boolean> plainHttp) {

    /** Nothing set: HTTPS everywhere but on loopback. */
    public static final HostSettings DEFAULTS = new HostSettings(Map.of());

    public HostSettings {
        plainHttp = plainHttp.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(entry -> entry.getKey().canonical(), Map.Entry::getValue));
    }

    /** The root of the registry's API, without a slash at the end. Loopback is plain HTTP unless set otherwise. */
    public URI root(Registry registry) {
        boolean plain = plainHttp.getOrDefault(registry.canonical(), registry.isLoopback());
        return URI.create((plain ? "http://" : "https://") + registry.apiHost());
    }

    /** Whether an address is at the registry itself: same scheme, host and port. Only there its credentials may go. */
    boolean isAt(Registry registry, URI address) {
        URI root = root(registry);
        return root.getScheme().equals(address.getScheme())
                && root.getHost().equalsIgnoreCase(address.getHost())
                && port(root) == port(address);
    }

    private static int port(URI address) {
        return address.getPort() >= 0 ? address.getPort() : "https".equals(address.getScheme()) ? 443 : 80;
    }

    /** The registries that have a setting. */
    public Set<Registry> registries() {
        return plainHttp.keySet();
    }
}
