package dev.imagesync.transport;

import java.net.InetAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which hosts are reached through a proxy, by the variables and the rules that Go's programs have (package httpproxy):
 * {@code HTTP_PROXY} and {@code HTTPS_PROXY} name it by the scheme of the address; {@code NO_PROXY} lists what is reached
 * without it: {@code *}, addresses, networks, hosts with all below them, hosts with a dot in front for those below alone, each
 * with a port or without. The lower-case spelling wins. This machine is never reached through a proxy.
 *
 * @param http the proxy for plain HTTP, or null
 * @param https the proxy for HTTPS, or null
 * @param noProxy what is reached without one
 */
public record ProxyRules(@Nullable URI http, @Nullable URI https, List<String> noProxy) {

    /** No proxy at all. */
    public static final ProxyRules NONE = new ProxyRules(null, null, List.of());

    public ProxyRules {
        noProxy = List.copyOf(noProxy);
    }

    static ProxyRules of(Map<String, String> environment) {
        return new ProxyRules(
                proxy(value(environment, "HTTP_PROXY")),
                proxy(value(environment, "HTTPS_PROXY")),
                Arrays.stream(value(environment, "NO_PROXY").split("[,\\s]+", -1))
                        .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
                        .filter(entry -> !entry.isEmpty())
                        .toList());
    }

    private static String value(Map<String, String> environment, String name) {
        String lower = environment.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        return lower.isBlank() ? environment.getOrDefault(name, "").strip() : lower.strip();
    }

    /** A proxy may be written without its scheme. */
    private static @Nullable URI proxy(String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            URI proxy = URI.create(text.contains("://") ? text : "http://" + text);
            return proxy.getHost() == null ? null : proxy;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The proxy for an address, if it is reached through one. */
    Optional<URI> proxyFor(String scheme, String host, int port) {
        URI proxy = scheme.equals("https") ? https : http;
        return proxy == null || isDirect(host.toLowerCase(Locale.ROOT), port) ? Optional.empty() : Optional.of(proxy);
    }

    private boolean isDirect(String host, int port) {
        String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        InetAddress address = literal(name);
        if (name.equals("localhost") || (address != null && address.isLoopbackAddress())) {
            return true;
        }
        return noProxy.stream().anyMatch(entry -> matches(entry, name, address, port));
    }

    private static boolean matches(String entry, String host, @Nullable InetAddress address, int port) {
        if (entry.equals("*")) {
            return true;
        }
        if (entry.contains("/")) {
            return address != null && isIn(entry, address);
        }
        String name = entry;
        int colon = entry.lastIndexOf(':');
        boolean hasPort = (colon > 0 && entry.indexOf(':') == colon) || (entry.startsWith("[") && entry.contains("]:"));
        if (hasPort) {
            if (!entry.substring(colon + 1).equals(String.valueOf(port))) {
                return false;
            }
            name = entry.substring(0, colon);
        }
        name = name.startsWith("[") ? name.replaceAll("[\\[\\]]", "") : name.replaceFirst("^\\*\\.", ".");
        if (address != null) {
            return address.equals(literal(name));
        }
        return name.startsWith(".") ? host.endsWith(name) : host.equals(name) || host.endsWith("." + name);
    }

    private static boolean isIn(String network, InetAddress address) {
        int slash = network.indexOf('/');
        InetAddress base = literal(network.substring(0, slash));
        String bits = network.substring(slash + 1);
        if (base == null || !bits.matches("[0-9]{1,3}") || base.getAddress().length != address.getAddress().length) {
            return false;
        }
        byte[] one = base.getAddress();
        byte[] other = address.getAddress();
        for (int bit = 0; bit < Math.min(Integer.parseInt(bits), one.length * 8); bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((one[bit / 8] & mask) != (other[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable InetAddress literal(String text) {
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
