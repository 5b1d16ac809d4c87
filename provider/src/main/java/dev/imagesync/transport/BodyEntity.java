package dev.imagesync.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/** A {@link Body} as the HTTP library takes it. */
final class BodyEntity extends AbstractHttpEntity {

    private final Body body;

    BodyEntity(Body body) {
        super(ContentType.create(body.mediaType()), null);
        this.body = body;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        body.writeTo(out);
    }

    @Override
    public long getContentLength() {
        return body.length();
    }

    @Override
    public boolean isRepeatable() {
        return body.isRepeatable();
    }

    @Override
    public boolean isStreaming() {
        return !body.isRepeatable();
    }

    @Override
    public InputStream getContent() {
        throw new UnsupportedOperationException("this body is written, not read");
    }

    /** Whoever made the body closes what it reads from. */
    @Override
    public void close() {}
}
