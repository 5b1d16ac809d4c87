package dev.imagesync.transport;

import dev.imagesync.reference.Registry;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How registries are spoken to: HTTPS, unless the user says otherwise for one or it is this machine.
 *
 * @param hosts what the user set for single registries
 */
public record HostSettings(Map<Registry, Host> hosts) {

    /** Nothing set: HTTPS everywhere but on loopback. */
    public static final HostSettings DEFAULTS = new HostSettings(Map.of());

    public HostSettings {
        hosts = hosts.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(entry -> entry.getKey().canonical(), Map.Entry::getValue));
    }

    /**
     * What the user set for one registry; null and empty mean nothing.
     *
     * @param plainHttp plain HTTP ({@code true}) or HTTPS ({@code false})
     * @param tls certificates and keys
     * @param trustedHosts hosts that the registry may send us to though they are on private addresses
     * @param maxConcurrency how many requests may be on their way at a time
     */
    public record Host(
            @Nullable Boolean plainHttp, Tls tls, Set<String> trustedHosts, @Nullable Integer maxConcurrency) {

        /** Nothing set. */
        public static final Host DEFAULTS = new Host(null, Tls.DEFAULTS, Set.of(), null);

        public Host {
            trustedHosts = Set.copyOf(trustedHosts);
        }

        /** The same with plain HTTP or HTTPS set. */
        public Host withPlainHttp(boolean plain) {
            return new Host(plain, tls, trustedHosts, maxConcurrency);
        }

        /** The same with authorities to trust. */
        public Host withCaFile(Path file) {
            return new Host(
                    plainHttp, new Tls(file, tls.clientCertFile(), tls.clientKeyFile()), trustedHosts, maxConcurrency);
        }

        /** The same with one more host that the registry may send us to. */
        public Host withTrustedHost(String host) {
            Set<String> all = new HashSet<>(trustedHosts);
            all.add(host);
            return new Host(plainHttp, tls, all, maxConcurrency);
        }
    }

    /**
     * The files of TLS, in PEM; null means none.
     *
     * @param caFile certificates of authorities to trust besides the usual ones
     * @param clientCertFile the certificate that we show
     * @param clientKeyFile its key
     */
    public record Tls(@Nullable Path caFile, @Nullable Path clientCertFile, @Nullable Path clientKeyFile) {

        /** No files. */
        public static final Tls DEFAULTS = new Tls(null, null, null);
    }

    /** The settings of a registry. */
    Host of(Registry registry) {
        return hosts.getOrDefault(registry.canonical(), Host.DEFAULTS);
    }

    /** The limits that the settings have, with this one for each registry that has none of its own. */
    public Limits limits(int perRegistry) {
        return new Limits(
                perRegistry,
                hosts.entrySet().stream()
                        .filter(entry -> entry.getValue().maxConcurrency() != null)
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> entry.getValue().maxConcurrency())));
    }

    /**
     * The root of the registry's API, without a slash at the end. Loopback is plain HTTP unless set otherwise; whoever gives a
     * certificate for it means HTTPS.
     */
    public URI root(Registry registry) {
        Host settings = of(registry);
        boolean isPlain = settings.plainHttp() != null
                ? settings.plainHttp()
                : registry.isLoopback()
                        && settings.tls().caFile() == null
                        && settings.tls().clientCertFile() == null;
        return URI.create((isPlain ? "http://" : "https://") + registry.apiHost());
    }

    /** Whether an address is at the registry itself: same scheme, host and port. Only there its credentials may go. */
    boolean isAt(Registry registry, URI address) {
        URI root = root(registry);
        return root.getScheme().equals(address.getScheme())
                && root.getHost().equalsIgnoreCase(address.getHost())
                && port(root) == port(address);
    }

    static int port(URI address) {
        return address.getPort() >= 0 ? address.getPort() : "https".equals(address.getScheme()) ? 443 : 80;
    }
}
