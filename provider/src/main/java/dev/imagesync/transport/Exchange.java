package dev.imagesync.transport;

import dev.imagesync.operation.Cancellation;
import dev.imagesync.operation.Operation;
import dev.imagesync.problem.ImagesyncException;
import java.io.IOException;
import java.net.URI;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * One HTTP exchange: no retry, no redirect, no credential but what it is given. HTTP/1.1 on pooled connections; thread-safe.
 */
final class Exchange implements AutoCloseable {

    private static final int PER_HOST = 64;
    private static final int IN_ALL = 256;
    private static final String USER_AGENT = "imagesync/" + ProgramVersion.CURRENT;

    private final Timeout idle;
    private final Timeout commit;
    private final CloseableHttpClient client;
    private final RequestLog log;

    private final OutboundPolicy policy;
    private final ProxyRoutes routes;

    Exchange(Reach reach, Timing timing, RequestLog log) {
        this.log = log;
        this.policy = new OutboundPolicy(reach.hosts());
        this.routes = new ProxyRoutes(reach.network().proxies());
        this.idle = Timeout.of(timing.idle());
        this.commit = Timeout.of(timing.commit());
        this.client = client(Timeout.of(timing.connect()), idle, new TlsByHost(reach.hosts(), reach.network()));
    }

    private CloseableHttpClient client(Timeout connect, Timeout idleTime, TlsByHost tls) {
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(PER_HOST)
                        .setMaxConnTotal(IN_ALL)
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .responseOutOfOrderStrategy(new EarlyAnswers())
                                .build())
                        .setDnsResolver(policy)
                        .setTlsSocketStrategy(tls)
                        .setDefaultSocketConfig(SocketConfig.custom()
                                .setSoTimeout(idleTime)
                                .setTcpNoDelay(true)
                                .build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(connect)
                                .setSocketTimeout(idleTime)
                                .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                                .build())
                        .build())
                .setUserAgent(USER_AGENT)
                .setRoutePlanner(routes)
                .setDefaultCredentialsProvider(routes.credentials())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
    }

    /**
     * Sends the message.
     *
     * @throws ImagesyncException IS3001 to IS3007 if there is no response
     */
    Response exchange(Message message, Operation operation) {
        operation.check();
        Request request = message.request();
        URI address = message.address();
        HttpUriRequestBase outgoing = outgoing(message);
        Cancellation.Registration registration = operation.cancellation().onCancel(outgoing::cancel);
        long start = System.nanoTime();
        try (OutboundPolicy.Passed passed = policy.pass(request, address, routes.isProxied(address))) {
            ClassicHttpResponse received = client.executeOpen(null, outgoing, null);
            tell(request, address, String.valueOf(received.getCode()), start);
            return new Response(received, message, registration, outgoing::cancel);
        } catch (OutboundPolicy.Refused e) {
            registration.close();
            throw e.why();
        } catch (ProblemIOException e) {
            registration.close();
            operation.check();
            throw e.why();
        } catch (IOException e) {
            tell(request, address, e.toString(), start);
            registration.close();
            operation.check();
            throw Unanswered.problem(request, address, e);
        } catch (RuntimeException e) {
            // Cancelled between two steps of the client, which then finds its connection gone and calls that a misuse.
            registration.close();
            operation.check();
            throw e;
        }
    }

    private HttpUriRequestBase outgoing(Message message) {
        HttpUriRequestBase outgoing = new HttpUriRequestBase(message.request().method(), message.address());
        message.request().headers().forEach(outgoing::setHeader);
        if (message.authorization().header() != null) {
            outgoing.setHeader("Authorization", message.authorization().header());
        }
        routes.authorization(message.address()).ifPresent(value -> outgoing.setHeader("Proxy-Authorization", value));
        Body body = message.request().body();
        if (body != null) {
            outgoing.setEntity(new BodyEntity(body));
        }
        outgoing.setConfig(RequestConfig.custom()
                .setResponseTimeout(body == null ? idle : commit)
                .setConnectionRequestTimeout(commit)
                .build());
        return outgoing;
    }

    /** The query is left out: signed addresses carry secrets there, and so do the forms of token services. */
    private void tell(Request request, URI address, String outcome, long start) {
        long millis = (System.nanoTime() - start) / 1_000_000;
        log.line(request.method() + " " + address.getScheme() + "://" + address.getAuthority() + address.getPath()
                + " -> " + outcome + " (" + millis + " ms)");
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
    }
}
