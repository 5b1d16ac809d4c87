package dev.imagesync.transport;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the machine says about its network.
 *
 * @param proxies which hosts are reached through a proxy
 * @param authorities files and folders of certificates that stand for the machine's own trust; empty means the usual ones
 * @param certsFolders folders with a subfolder {@code HOST[:PORT]} for single registries, as Docker has them: {@code *.crt} to
 *     trust, {@code *.cert} and {@code *.key} to show
 */
public record Network(ProxyRules proxies, List<Path> authorities, List<Path> certsFolders) {

    /** No proxy, the usual trust: what tests use. */
    public static final Network PLAIN = new Network(ProxyRules.NONE, List.of(), List.of());

    public Network {
        authorities = List.copyOf(authorities);
        certsFolders = List.copyOf(certsFolders);
    }

    /** What the environment says: {@code HTTP_PROXY} and its like, {@code SSL_CERT_FILE}, {@code SSL_CERT_DIR}. */
    public static Network of(Map<String, String> environment) {
        return new Network(
                ProxyRules.of(environment),
                PemFiles.paths(environment.get("SSL_CERT_FILE"), environment.get("SSL_CERT_DIR")),
                List.of(Path.of("/etc/docker/certs.d"), Path.of("/etc/containers/certs.d")));
    }
}
