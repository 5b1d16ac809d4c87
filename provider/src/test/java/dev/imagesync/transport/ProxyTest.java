package dev.imagesync.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.imagesync.auth.Credentials;
import dev.imagesync.operation.Operation;
import dev.imagesync.reference.Registry;
import dev.imagesync.reference.Repository;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests that go through a proxy: what it gets to see. */
class ProxyTest {

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private HttpServer proxy;

    @BeforeEach
    void startProxy() throws IOException {
        proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext("/", exchange -> {
            seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Proxy-Authorization") + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(exchange.getRequestMethod().equals("CONNECT") ? 502 : 200, -1);
            exchange.close();
        });
        proxy.start();
    }

    @AfterEach
    void stopProxy() {
        proxy.stop(0);
    }

    private Transport transport(boolean plainHttp, String user) {
        String address = "http://" + user + "127.0.0.1:" + proxy.getAddress().getPort();
        ProxyRules rules = new ProxyRules(URI.create(address), URI.create(address), List.of());
        HostSettings hosts = new HostSettings(
                Map.of(new Registry("registry.example.com"), HostSettings.Host.DEFAULTS.withPlainHttp(plainHttp)));
        return new Transport(
                new Reach(hosts, Limits.DEFAULTS, new Network(rules, List.of(), List.of())),
                Credentials.NONE,
                new TestTiming().timing(),
                RequestLog.NONE);
    }

    private static Request request() {
        return Request.to(
                "HEAD",
                "/v2/team/app/manifests/1",
                Scope.pull(Repository.parse("registry.example.com/team/app")),
                "a test");
    }

    @Test
    void aPlainRequestIsHandedToIt() {
        try (Transport transport = transport(true, "")) {
            try (Response response = transport.send(request(), Operation.unattended())) {
                assertThat(response.status()).isEqualTo(200);
            }
        }
        assertThat(seen).containsExactly("HEAD http://registry.example.com/v2/team/app/manifests/1 null null");
    }

    @Test
    void itIsShownItsOwnUserAndNobodyElses() {
        try (Transport transport = transport(true, "carol:pw@")) {
            transport.send(request(), Operation.unattended()).close();
        }
        assertThat(seen).singleElement().asString().contains(" Basic Y2Fyb2w6cHc= null");
    }

    @Test
    void httpsIsTunnelledAndTheProxysRefusalIsTheAnswer() throws Exception {
        try (ServerSocket refusing = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> refuse(refusing));
            URI address = URI.create("http://127.0.0.1:" + refusing.getLocalPort());
            Network network = new Network(new ProxyRules(null, address, List.of()), List.of(), List.of());
            try (Transport transport = new Transport(
                    new Reach(HostSettings.DEFAULTS, Limits.DEFAULTS, network),
                    Credentials.NONE,
                    new TestTiming().timing(),
                    RequestLog.NONE)) {
                try (Response response = transport.send(request(), Operation.unattended())) {
                    assertThat(response.status()).isEqualTo(502);
                }
            }
        }
        assertThat(seen).isNotEmpty().allMatch(line -> line.startsWith("CONNECT registry.example.com:443"));
    }

    private void refuse(ServerSocket server) {
        while (true) {
            try (Socket socket = server.accept()) {
                BufferedReader request =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                seen.add(request.readLine());
                while (!request.readLine().isEmpty()) {
                    continue;
                }
                socket.getOutputStream()
                        .write("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                return;
            }
        }
    }
}
