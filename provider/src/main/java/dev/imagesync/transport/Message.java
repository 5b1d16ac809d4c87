package dev.imagesync.transport;

import java.net.URI;

/**
 * A request as it goes out once.
 *
 * @param request what is asked
 * @param address where it is sent: at the registry, or where a server sent us
 * @param authorization who it says we are
 */
record Message(Request request, URI address, Authorization authorization) {}
