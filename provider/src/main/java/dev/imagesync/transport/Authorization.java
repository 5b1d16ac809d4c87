package dev.imagesync.transport;

import org.jspecify.annotations.Nullable;

/**
 * Who a request says we are.
 *
 * @param header the value of the Authorization header; null if the request is anonymous
 * @param origin which credential stands behind it, and which were refused before, for messages; never a secret
 */
record Authorization(@Nullable String header, @Nullable String origin) {

    /** Nobody. */
    static final Authorization NONE = new Authorization(null, null);

    @Override
    public String toString() {
        return "authorization by " + origin;
    }
}
