package dev.imagesync.manifest;

import dev.imagesync.reference.Digest;
import dev.imagesync.reference.Platform;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a manifest names other content.
 *
 * @param mediaType what the content is; empty if not told
 * @param digest the digest of its bytes
 * @param size its length in bytes, never negative
 * @param urls where it can be had besides the registry; never fetched
 * @param platform what it runs on, or null if not told
 */
public record Descriptor(String mediaType, Digest digest, long size, List<String> urls, @Nullable Platform platform) {

    public Descriptor {
        urls = List.copyOf(urls);
    }

    /** Whether this layer is left out of copies: it is not distributable, and its manifest says where else it is. */
    public boolean isForeign() {
        return MediaTypes.isNondistributable(mediaType) && !urls.isEmpty();
    }
}
