package dev.imagesync.transport;

import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.reference.Registry;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Where a registry may send us. Every address that a server supplies passes here: token services, redirects, uploads, pages.
 * TLS is never dropped, and an address with a user in it is none. A host on an address that is not public is refused, so that
 * a registry on the internet cannot have us ask the services of this network: unless the registry is on such an address
 * itself, or the user trusts the host. Metadata services are refused in any case, trusted or not. The name is checked when it is resolved for
 * the connection as well as before, so that it cannot change in between; through a proxy only the proxy resolves names, and
 * only literal addresses can be checked. Thread-safe.
 */
final class OutboundPolicy implements DnsResolver {

    /** What the name is resolved for: a connection is made on the thread that asks for it. */
    private static final ThreadLocal<Request> UNDER_WAY = new ThreadLocal<>();

    /** Hosts that some resolvers take for an address: their last label is a number, be it decimal, octal or hexadecimal. */
    private static final Pattern DISGUISED = Pattern.compile("(.*\\.)?([0-9]+|0[xX][0-9a-fA-F]*)\\.?");

    private static final Pattern DOTTED = Pattern.compile("((0|[1-9][0-9]{0,2})(\\.(?!$)|$)){4}");

    private final HostSettings hosts;
    private final Map<Registry, Boolean> local = new ConcurrentHashMap<>();

    OutboundPolicy(HostSettings hosts) {
        this.hosts = hosts;
    }

    /** Why a name was not resolved. */
    static final class Refused extends UnknownHostException {
        private static final long serialVersionUID = 1;
        private final transient ImagesyncException why;

        Refused(ImagesyncException why) {
            super(why.getMessage());
            this.why = why;
        }

        ImagesyncException why() {
            return why;
        }
    }

    /** A request that may be sent; its end closes it. */
    @FunctionalInterface
    interface Passed extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Lets a request to this address pass.
     *
     * @throws ImagesyncException IS3005
     */
    Passed pass(Request request, URI address, boolean isProxied) {
        if (hosts.isAt(request.registry(), address)) {
            return () -> {};
        }
        checkForm(request, address);
        if (isProxied) {
            checkAll(request, address.getHost(), literal(address.getHost()));
            return () -> {};
        }
        try {
            checkAll(request, address.getHost(), InetAddress.getAllByName(address.getHost()));
        } catch (UnknownHostException e) {
            // The connection fails for the same reason, and says so; a name that is known by then is checked then.
            UNDER_WAY.set(request);
            return UNDER_WAY::remove;
        }
        UNDER_WAY.set(request);
        return UNDER_WAY::remove;
    }

    private void checkForm(Request request, URI address) {
        boolean secure = "https".equals(address.getScheme());
        boolean asPlainAsRegistry = "http".equals(address.getScheme())
                && "http".equals(hosts.root(request.registry()).getScheme());
        if (address.getHost() == null || address.getUserInfo() != null || !(secure || asPlainAsRegistry)) {
            throw SuppliedAddress.refused(request, address.toString(), "not an https address");
        }
        if (DISGUISED.matcher(address.getHost()).matches()
                && !DOTTED.matcher(address.getHost()).matches()) {
            throw SuppliedAddress.refused(request, address.getHost(), "an address that is not written as one");
        }
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = InetAddress.getAllByName(host);
        Request request = UNDER_WAY.get();
        if (request != null) {
            try {
                checkAll(request, host, addresses);
            } catch (ImagesyncException e) {
                throw new Refused(e);
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return InetAddress.getByName(host).getCanonicalHostName();
    }

    private void checkAll(Request request, String host, InetAddress[] addresses) {
        boolean isTrusted = hosts.of(request.registry()).trustedHosts().contains(host);
        for (InetAddress address : addresses) {
            if (isMetadata(address)) {
                throw SuppliedAddress.refused(
                        request,
                        host,
                        "an address of this machine's own or of its cloud's metadata (" + address.getHostAddress()
                                + "), which nothing allows");
            }
            if (!isTrusted && !isPublic(address) && !isLocal(request.registry())) {
                throw SuppliedAddress.refused(
                        request,
                        host,
                        "an address of this network (" + address.getHostAddress() + "); to allow it, add \"" + host
                                + "\" to {trustedHosts} of " + request.registry());
            }
        }
    }

    /** Whether the registry itself is on an address that is not public: then its neighbours may be, too. */
    private boolean isLocal(Registry registry) {
        return local.computeIfAbsent(registry.canonical(), any -> {
            try {
                URI root = hosts.root(registry);
                return Arrays.stream(InetAddress.getAllByName(root.getHost())).anyMatch(address -> !isPublic(address));
            } catch (UnknownHostException e) {
                return false;
            }
        });
    }

    private static InetAddress[] literal(String host) {
        try {
            return new InetAddress[] {InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", ""))};
        } catch (IllegalArgumentException e) {
            return new InetAddress[0];
        }
    }

    /**
     * Link-local addresses, where clouds have their metadata; those that AWS has among the private ones of IPv6
     * (fd00:ec2::/32); Alibaba's 100.100.100.200 and Azure's 168.63.129.16, which are not link-local.
     */
    static boolean isMetadata(InetAddress address) {
        String text = address.getHostAddress();
        return address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || text.startsWith("fd00:ec2:")
                || text.equals("100.100.100.200")
                || text.equals("168.63.129.16");
    }

    static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean isUniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
        boolean isShared = address instanceof Inet4Address && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
        return !(address.isLoopbackAddress()
                || address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()
                || isUniqueLocal
                || isShared);
    }
}
