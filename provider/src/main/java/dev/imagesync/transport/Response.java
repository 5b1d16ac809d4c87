package dev.imagesync.transport;

import dev.imagesync.operation.Cancellation;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.jspecify.annotations.Nullable;

/** What a registry answered. Must be closed; not thread-safe. */
public final class Response implements AutoCloseable {

    /** What is still read of an unread body, in bytes, to keep the connection instead of closing it. */
    private static final int WORTH_DRAINING = 64 << 10;

    private final ClassicHttpResponse received;
    private final Message message;
    private final Cancellation.Registration registration;
    private final Runnable abort;
    private long read;

    /**
     * A response to a message.
     *
     * @param registration what is closed with the response
     * @param abort breaks the connection, if the response still has it
     */
    Response(ClassicHttpResponse received, Message message, Cancellation.Registration registration, Runnable abort) {
        this.received = received;
        this.message = message;
        this.registration = registration;
        this.abort = abort;
    }

    /** What was said before, told again: nothing is sent. */
    static Response remembered(int status, byte[] body, Message message) {
        BasicClassicHttpResponse received = new BasicClassicHttpResponse(status);
        received.setEntity(new ByteArrayEntity(body, null));
        return new Response(received, message, () -> {}, () -> {});
    }

    /** The request that was answered. */
    public Request request() {
        return message.request();
    }

    /** The address that answered, after redirects. */
    public URI address() {
        return message.address();
    }

    /**
     * An address that the server gave in this response, made absolute.
     *
     * @throws dev.imagesync.problem.ImagesyncException IS3005 if it is none that a request can be sent to
     */
    public URI supplied(String text) {
        return SuppliedAddress.resolve(request(), address(), text);
    }

    public int status() {
        return received.getCode();
    }

    /** The first header of this name. */
    public Optional<String> header(String name) {
        Header header = received.getFirstHeader(name);
        return header == null ? Optional.empty() : Optional.ofNullable(header.getValue());
    }

    /** All headers of this name. */
    List<String> headers(String name) {
        return Arrays.stream(received.getHeaders(name)).map(Header::getValue).toList();
    }

    /** The credential that the request carried, for messages; null if it was anonymous. */
    @Nullable
    String credential() {
        return message.authorization().origin();
    }

    /** The Content-Length, or -1 if the response does not tell. */
    public long contentLength() {
        return header("Content-Length").map(Response::toLength).orElse(-1L);
    }

    private static long toLength(String text) {
        try {
            return Long.parseLong(text.trim());
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** The body; empty if there is none. */
    public InputStream body() throws IOException {
        HttpEntity entity = received.getEntity();
        return entity == null ? InputStream.nullInputStream() : new Counted(entity.getContent());
    }

    /** Counts what is read, since only that tells whether anything is left. */
    private final class Counted extends FilterInputStream {

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = in.read();
            read += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = in.read(buffer, offset, length);
            read += Math.max(n, 0);
            return n;
        }
    }

    /** The body as far as it fits into this many bytes; the rest is left out. */
    public byte[] bodyUpTo(int limit) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        InputStream in = body();
        byte[] buffer = new byte[16 << 10];
        while (bytes.size() < limit) {
            int n = in.read(buffer, 0, Math.min(buffer.length, limit - bytes.size()));
            if (n < 0) {
                break;
            }
            bytes.write(buffer, 0, n);
        }
        return bytes.toByteArray();
    }

    /**
     * Ends the exchange. A short rest of the body is read, so that the connection can be used again; a long one, or one of
     * unknown length, is not, as it may have no end: then the connection goes.
     */
    @Override
    public void close() {
        registration.close();
        HttpEntity entity = received.getEntity();
        long left = contentLength() - read;
        boolean isWorthDraining = contentLength() >= 0 && left <= WORTH_DRAINING;
        if (entity != null && !isWorthDraining) {
            // Harmless where the body was read to its end: the connection has been given back by then.
            abort.run();
        }
        try (received) {
            if (entity != null && isWorthDraining) {
                InputStream body = body();
                body.skip(left);
                body.close();
            }
        } catch (IOException e) {
            // The response was used; a connection that breaks now is simply not kept.
            return;
        }
    }
}
