package dev.imagesync.transport;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.ResponseOutOfOrderStrategy;
import org.apache.hc.core5.util.Timeout;

/**
 * Looks for the answer of a server that gives it before it has read the whole upload: 413 for one that is too large, 401 and
 * 403 for one that is not allowed. Who only writes on finds a broken connection instead, and never learns why.
 *
 * <p>In the clear a look is free. Through TLS it costs a millisecond, since what has come must be deciphered to be an answer: so
 * the first looks are 4, 8, 16, 32 ms apart, and later ones 50 ms. Thread-safe.
 */
final class EarlyAnswers implements ResponseOutOfOrderStrategy {

    private static final long FIRST = TimeUnit.MILLISECONDS.toNanos(4);
    private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(50);

    /** When the upload of this thread is looked after again; an upload is written by one thread. */
    private final ThreadLocal<Looks> looks = ThreadLocal.withInitial(Looks::new);

    private static final class Looks {
        private long next;
        private long interval;

        boolean isDue(boolean isFirst) {
            long now = System.nanoTime();
            if (isFirst) {
                interval = FIRST;
                next = now + interval;
                return false;
            }
            if (now < next) {
                return false;
            }
            interval = Math.min(2 * interval, LONGEST);
            next = now + interval;
            return true;
        }
    }

    @Override
    public boolean isEarlyResponseDetected(
            ClassicHttpRequest request,
            HttpClientConnection connection,
            InputStream inputStream,
            long totalBytesSent,
            long nextWriteSize)
            throws IOException {
        if (connection.getSSLSession() == null) {
            return inputStream.available() > 0;
        }
        return looks.get().isDue(totalBytesSent == 0) && connection.isDataAvailable(Timeout.ofMilliseconds(1));
    }
}
