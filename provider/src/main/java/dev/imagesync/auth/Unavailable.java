package dev.imagesync.auth;

/**
 * A place that should have given a credential and could not; it is named in the message if the registry refuses.
 *
 * @param why a statement about it, without a secret
 */
public record Unavailable(String why) implements Offer {}
