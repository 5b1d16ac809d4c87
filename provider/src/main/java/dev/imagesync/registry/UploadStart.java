package dev.imagesync.registry;

import java.net.URI;

/** How a registry answered the wish to add a blob. */
public sealed interface UploadStart {

    /** The blob was mounted from another repository: nothing is to be sent. */
    record Mounted() implements UploadStart {}

    /**
     * The registry takes the bytes at this address.
     *
     * @param address absolute; may carry secrets in its query, so it never enters a message
     */
    record Session(URI address) implements UploadStart {
        @Override
        public String toString() {
            return "upload session at " + address.getHost();
        }
    }
}
