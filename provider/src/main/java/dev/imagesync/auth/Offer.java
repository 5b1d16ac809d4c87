package dev.imagesync.auth;

/** What a place where credentials are looked for has for a repository. */
public sealed interface Offer permits Candidate, Unavailable {}
