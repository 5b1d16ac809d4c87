package dev.imagesync.lifecycle;

import dev.imagesync.behaviour.Notice;
import dev.imagesync.behaviour.Seen;
import dev.imagesync.copy.SharedBlobs;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.reference.Platform;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What one run of an engine remembers: who claims which destination, which digest a source has, which digest each resource
 * was checked with, which digest some platforms of an image have, and which digest each resource owned when the run began.
 * Success is remembered, so that all steps of a run agree; absence and failure never are, since the program itself may push
 * the image meanwhile. Thread-safe.
 */
public final class RunMemory {

    private final Claims claims = new Claims();
    private final LookAhead ahead = new LookAhead();
    private final SharedBlobs blobs = new SharedBlobs();
    private final Map<String, Seen.Present> sources = new ConcurrentHashMap<>();
    private final Map<String, Checked> checked = new ConcurrentHashMap<>();
    private final Map<Cut, Digest> foreseen = new ConcurrentHashMap<>();
    private final Map<String, Digest> owned = new ConcurrentHashMap<>();

    private final Set<Told> told = ConcurrentHashMap.newKeySet();
    private final Locks locks = new Locks();

    private record Told(String resource, Notice notice) {}

    /** Some platforms of an image. */
    private record Cut(String image, Set<Platform> platforms) {}

    private record Checked(String source, Digest digest) {}

    /** Forgets everything: the run is over. */
    public void end() {
        claims.clear();
        ahead.clear();
        sources.clear();
        checked.clear();
        foreseen.clear();
        owned.clear();
        told.clear();
    }

    /** Who works on which destination; what is under way when a run ends keeps its lock. */
    Locks locks() {
        return locks;
    }

    /** Whether a resource was not told this before in this run. */
    boolean isNewTo(String resource, Notice notice) {
        return told.add(new Told(resource, notice));
    }

    /** Shared by all copies of the process; what it remembers proves wrong without harm, so it outlives the run. */
    SharedBlobs blobs() {
        return blobs;
    }

    LookAhead ahead() {
        return ahead;
    }

    /** A tag is about to be written: what was read of it before does not count any more. */
    void forget(ImageReference tag) {
        ahead.forget(tag);
        sources.remove(tag.canonical());
    }

    Claims claims() {
        return claims;
    }

    Optional<Seen.Present> resolved(ImageReference source) {
        return Optional.ofNullable(sources.get(source.canonical()));
    }

    void remember(ImageReference source, Seen.Present found) {
        sources.put(source.canonical(), found);
    }

    /** The digest that some platforms of this image have. */
    Optional<Digest> foreseen(ImageReference image, Set<Platform> platforms) {
        return Optional.ofNullable(foreseen.get(new Cut(image.canonical(), platforms)));
    }

    void rememberForeseen(ImageReference image, Set<Platform> platforms, Digest digest) {
        foreseen.put(new Cut(image.canonical(), platforms), digest);
    }

    void rememberChecked(String resource, ImageReference source, Digest digest) {
        checked.put(resource, new Checked(source.canonical(), digest));
    }

    Optional<Digest> checkedBefore(String resource, ImageReference source) {
        return Optional.ofNullable(checked.get(resource))
                .filter(answer -> answer.source().equals(source.canonical()))
                .map(Checked::digest);
    }

    void rememberOwned(ImageReference destination, Digest digest) {
        owned.put(destination.canonical(), digest);
    }

    Optional<Digest> owned(ImageReference destination) {
        return Optional.ofNullable(owned.get(destination.canonical()));
    }
}
