package dev.imagesync.transport;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;

/** Says why a message got no answer, and which host gave none: after a redirect it is not the registry. */
final class Unanswered {

    private final Request request;
    private final URI address;
    private final String host;
    private final IOException cause;
    private final String words;

    private Unanswered(Request request, URI address, IOException cause) {
        this.request = request;
        this.address = address;
        this.host = String.valueOf(address.getHost());
        this.cause = cause;
        this.words =
                Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
    }

    /**
     * The problem.
     *
     * @param address where the request was sent
     */
    static ImagesyncException problem(Request request, URI address, IOException cause) {
        return new Unanswered(request, address, cause).problem();
    }

    private ImagesyncException problem() {
        return switch (cause) {
            case UnknownHostException _ ->
                problem(
                        Code.HOST_UNREACHABLE,
                        "no address is known for " + host,
                        "check the spelling of the host, and the DNS of this machine");
            case ConnectTimeoutException _ ->
                problem(
                        Code.TIMED_OUT,
                        words,
                        "check that " + host + " can be reached from here (firewall, proxy, VPN)");
            case ConnectException _ ->
                problem(
                        Code.HOST_UNREACHABLE,
                        words,
                        "check that " + host + " is running and can be reached from here");
            case NoRouteToHostException _ ->
                problem(Code.HOST_UNREACHABLE, words, "check that " + host + " can be reached from here");
            case SocketTimeoutException _ ->
                problem(Code.TIMED_OUT, words, "try again; if it stays so, ask whoever runs " + host);
            case SSLException tls -> tls();
            default -> problem(Code.CONNECTION_BROKE, words, "try again; if it stays so, ask whoever runs " + host);
        };
    }

    private ImagesyncException tls() {
        // What the JDK says when the first bytes of the other side are no TLS record.
        if (words.contains("Unsupported or unrecognized SSL message") || words.contains("plaintext connection")) {
            return problem(
                    Code.PLAIN_HTTP,
                    words,
                    "set {plainHttp} for " + place()
                            + ", if that is what you want: credentials and images then travel in the clear");
        }
        return problem(
                Code.TLS_FAILED,
                words,
                "give the authority that signed the certificate of " + host + ", as {caFile} or in SSL_CERT_FILE");
    }

    private String place() {
        return isAtRegistry() ? request.registry().name() : host;
    }

    private boolean isAtRegistry() {
        return request.registry().apiHost().equalsIgnoreCase(address.getAuthority());
    }

    private ImagesyncException problem(Code code, String answer, String next) {
        boolean isNamed = isAtRegistry() || address.equals(request.target());
        String doing = isNamed ? request.describe() : request.describe() + ", sent on to " + address.getAuthority();
        return new Problem(code, doing, answer, null, next).toException(cause);
    }
}
