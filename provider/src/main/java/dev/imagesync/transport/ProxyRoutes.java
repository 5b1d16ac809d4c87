package dev.imagesync.transport;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Sends what the rules say through a proxy. Thread-safe. */
final class ProxyRoutes extends DefaultRoutePlanner {

    private final ProxyRules rules;

    ProxyRoutes(ProxyRules rules) {
        super(null);
        this.rules = rules;
    }

    @Override
    protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context) {
        int port = target.getPort() >= 0
                ? target.getPort()
                : target.getSchemeName().equals("https") ? 443 : 80;
        return rules.proxyFor(target.getSchemeName(), target.getHostName(), port)
                .map(proxy -> new HttpHost("http", proxy.getHost(), HostSettings.port(proxy)))
                .orElse(null);
    }

    /** Who we are for the proxies, for tunnels. */
    BasicCredentialsProvider credentials() {
        BasicCredentialsProvider provider = new BasicCredentialsProvider();
        for (URI proxy : new URI[] {rules.http(), rules.https()}) {
            if (proxy != null && proxy.getUserInfo() != null) {
                String[] pair = proxy.getUserInfo().split(":", 2);
                provider.setCredentials(
                        new AuthScope(proxy.getHost(), HostSettings.port(proxy)),
                        new UsernamePasswordCredentials(pair[0], (pair.length == 2 ? pair[1] : "").toCharArray()));
            }
        }
        return provider;
    }

    /** What a plain request shows to its proxy; a body that can be read once cannot wait to be asked. */
    Optional<String> authorization(URI address) {
        return "http".equals(address.getScheme())
                ? rules.proxyFor("http", address.getHost(), HostSettings.port(address))
                        .map(URI::getUserInfo)
                        .map(pair ->
                                "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
                : Optional.empty();
    }

    boolean isProxied(URI address) {
        return rules.proxyFor(address.getScheme(), address.getHost(), HostSettings.port(address))
                .isPresent();
    }
}
