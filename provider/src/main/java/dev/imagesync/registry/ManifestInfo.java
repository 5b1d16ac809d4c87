package dev.imagesync.registry;

import dev.imagesync.reference.Digest;

/**
 * What a registry tells of a manifest without sending it.
 *
 * @param digest the digest of the manifest
 * @param mediaType its media type; empty if the registry does not tell
 */
public record ManifestInfo(Digest digest, String mediaType) {}
