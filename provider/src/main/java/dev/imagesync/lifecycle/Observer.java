package dev.imagesync.lifecycle;

import dev.imagesync.behaviour.Seen;
import dev.imagesync.operation.Operation;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.registry.ManifestInfo;
import dev.imagesync.registry.RegistryClient;
import java.util.Optional;

/** Looks at tags: now, or with what was read ahead, or with what was found earlier in the run. Thread-safe. */
final class Observer {

    private final RegistryClient registries;
    private final RunMemory run;

    Observer(RegistryClient registries, RunMemory run) {
        this.registries = registries;
        this.run = run;
    }

    /**
     * Begins to read a tag that a check or a plan of this run will need. Costs no request more: {@link #source} or
     * {@link #expected} takes what was read.
     */
    void lookAhead(ImageReference tag) {
        if (tag.digest() == null && run.resolved(tag).isEmpty()) {
            run.ahead().start(tag, operation -> now(tag, operation));
        }
    }

    /** A source, which all steps of a run see the same once it was found. */
    Seen source(ImageReference source, Operation operation) {
        if (source.digest() != null) {
            return new Seen.Present(source.digest());
        }
        Optional<Seen.Present> known = run.resolved(source);
        if (known.isPresent()) {
            return known.get();
        }
        Seen observed = expected(source, operation);
        if (observed instanceof Seen.Present present) {
            run.remember(source, present);
        }
        return observed;
    }

    /** A tag that may have been read ahead. */
    Seen expected(ImageReference tag, Operation operation) {
        Optional<Seen.Present> ahead = run.ahead().take(tag, operation);
        return ahead.isPresent() ? ahead.get() : now(tag, operation);
    }

    /** A tag as it is at this moment. */
    Seen now(ImageReference tag, Operation operation) {
        try {
            Optional<ManifestInfo> found = registries.find(tag, operation);
            return found.isPresent() ? new Seen.Present(found.get().digest()) : new Seen.Absent();
        } catch (ImagesyncException e) {
            operation.check();
            return new Seen.Unreadable(e.problem());
        }
    }
}
