package dev.imagesync.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which hosts are reached through a proxy: the rules of Go's programs. */
class ProxyRulesTest {

    private static final URI PROXY = URI.create("http://proxy.example.com:3128");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                            | registry.example.com | 443  | true",
                "registry.example.com        | registry.example.com | 443  | false",
                "example.com                 | registry.example.com | 443  | false",
                "example.com                 | notexample.com       | 443  | true",
                ".example.com                | registry.example.com | 443  | false",
                ".example.com                | example.com          | 443  | true",
                "*.example.com               | registry.example.com | 443  | false",
                "EXAMPLE.com                 | Registry.Example.COM | 443  | false",
                "registry.example.com:5000   | registry.example.com | 5000 | false",
                "registry.example.com:5000   | registry.example.com | 443  | true",
                "a.example, example.com      | registry.example.com | 443  | false",
                "*                           | registry.example.com | 443  | false",
                "10.0.0.0/8                  | 10.1.2.3             | 443  | false",
                "10.0.0.0/8                  | 11.1.2.3             | 443  | true",
                "10.0.0.0/8                  | ten.example.com      | 443  | true",
                "192.0.2.7                   | 192.0.2.7            | 443  | false",
                "192.0.2.7:5000              | 192.0.2.7            | 443  | true",
                "2001:db8::/32               | [2001:db8::1]        | 443  | false",
                "                            | localhost            | 443  | false",
                "                            | 127.0.0.1            | 443  | false",
                "                            | [::1]                | 443  | false"
            })
    void decides(String noProxy, String host, int port, boolean isProxied) {
        ProxyRules rules =
                ProxyRules.of(Map.of("HTTPS_PROXY", PROXY.toString(), "NO_PROXY", noProxy == null ? "" : noProxy));
        assertThat(rules.proxyFor("https", host, port).isPresent()).isEqualTo(isProxied);
    }

    @Test
    void eachSchemeHasItsOwnAndTheLowerCaseSpellingWins() {
        ProxyRules rules = ProxyRules.of(Map.of(
                "http_proxy", "plain.example.com:8080",
                "HTTP_PROXY", "http://other.example.com",
                "HTTPS_PROXY", PROXY.toString()));
        assertThat(rules.proxyFor("http", "a.example.com", 80)).contains(URI.create("http://plain.example.com:8080"));
        assertThat(rules.proxyFor("https", "a.example.com", 443)).contains(PROXY);
        assertThat(ProxyRules.NONE.proxyFor("https", "a.example.com", 443)).isEmpty();
        assertThat(ProxyRules.of(Map.of("HTTPS_PROXY", "http://not a proxy")).https())
                .isNull();
    }
}
