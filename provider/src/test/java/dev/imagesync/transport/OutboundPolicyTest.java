package dev.imagesync.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.reference.Registry;
import dev.imagesync.reference.Repository;
import java.net.InetAddress;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a registry may send us, and where not. Addresses for documentation stand for the internet. */
class OutboundPolicyTest {

    /** A registry on the internet. */
    private static final Registry FAR = new Registry("192.0.2.1");

    private static void pass(HostSettings hosts, Registry registry, String address, boolean isProxied) {
        Request request = Request.to("GET", "/v2/", Scope.pull(new Repository(registry, "team/app")), "a test");
        new OutboundPolicy(hosts).pass(request, URI.create(address), isProxied).close();
    }

    private static void assertRefused(Registry registry, String address) {
        for (boolean isProxied : new boolean[] {true, false}) {
            assertThatThrownBy(() -> pass(HostSettings.DEFAULTS, registry, address, isProxied))
                    .as("%s, proxied: %s", address, isProxied)
                    .isInstanceOfSatisfying(
                            ImagesyncException.class, e -> assertThat(e.code()).isEqualTo(Code.ADDRESS_REFUSED));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://169.254.169.254/latest/meta-data",
                "https://[fd00:ec2::254]/latest/meta-data",
                "https://127.0.0.1/",
                "https://0.0.0.0/",
                "https://[::]/",
                "https://[::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://10.0.0.1/",
                "https://172.16.0.1/",
                "https://192.168.1.1/",
                "https://100.64.0.1/",
                "https://[fc00::1]/",
                "https://[fe80::1]/",
                "https://224.0.0.1/",
                "https://2130706433/",
                "https://0177.0.0.1/",
                "https://0x7f.0.0.1/",
                "https://0x7f000001/",
                "https://127.1/"
            })
    void anAddressOfThisNetworkIsRefusedToARegistryOfTheInternet(String address) {
        assertRefused(FAR, address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://198.51.100.1/",
                "ftp://198.51.100.1/",
                "file:///etc/passwd",
                "https://user:password@198.51.100.1/",
                "https:///nowhere"
            })
    void whatIsNoHttpsAddressIsRefused(String address) {
        assertRefused(FAR, address);
    }

    @Test
    void aNameOfThisMachineIsRefusedWhenItIsResolved() {
        assertThatThrownBy(() -> pass(HostSettings.DEFAULTS, FAR, "https://localhost/", false))
                .hasMessageContaining("IS3005")
                .hasMessageContaining("trustedHosts");
    }

    @Test
    void theInternetIsNotRefused() {
        pass(HostSettings.DEFAULTS, FAR, "https://198.51.100.1/storage", false);
        pass(HostSettings.DEFAULTS, FAR, "https://[2001:db8::1]/storage", false);
        pass(HostSettings.DEFAULTS, FAR, "https://192.0.2.1/v2/", false);
    }

    @Test
    void aRegistryOfThisNetworkMaySendUsToItsNeighboursButNotToMetadata() {
        Registry near = new Registry("10.0.0.5:5000");
        pass(HostSettings.DEFAULTS, near, "https://10.0.0.6/storage", false);
        assertRefused(near, "https://169.254.169.254/");
        assertRefused(near, "http://10.0.0.6/storage");
    }

    @Test
    void aHostThatTheUserTrustsIsNotRefused() {
        HostSettings.Host trusting = HostSettings.Host.DEFAULTS.withTrustedHost("10.0.0.6");
        pass(new HostSettings(Map.of(FAR, trusting)), FAR, "https://10.0.0.6/storage", false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"169.254.169.254", "[fd00:ec2::254]", "[fe80::1]", "0.0.0.0", "100.100.100.200", "168.63.129.16"
            })
    void metadataIsRefusedThoughTheUserTrustsTheHost(String host) {
        HostSettings trusting = new HostSettings(Map.of(FAR, HostSettings.Host.DEFAULTS.withTrustedHost(host)));
        for (boolean isProxied : new boolean[] {true, false}) {
            assertThatThrownBy(() -> pass(trusting, FAR, "https://" + host + "/", isProxied))
                    .hasMessageContaining("IS3005")
                    .hasMessageNotContaining("trustedHosts");
        }
    }

    @Test
    void aNameThatIsNotKnownAtFirstIsCheckedWhenItIs() {
        Request request = Request.to("GET", "/v2/", Scope.pull(new Repository(FAR, "team/app")), "a test");
        OutboundPolicy policy = new OutboundPolicy(HostSettings.DEFAULTS);
        try (OutboundPolicy.Passed passed = policy.pass(request, URI.create("https://unknown.invalid/"), false)) {
            assertThatThrownBy(() -> policy.resolve("localhost")).hasMessageContaining("IS3005");
        }
    }

    @Test
    void knowsWhichAddressesArePublic() throws Exception {
        assertThat(OutboundPolicy.isPublic(InetAddress.getByName("192.0.2.1"))).isTrue();
        assertThat(OutboundPolicy.isPublic(InetAddress.getByName("100.128.0.1")))
                .isTrue();
        assertThat(OutboundPolicy.isPublic(InetAddress.getByName("100.127.0.1")))
                .isFalse();
    }
}
