package dev.imagesync.lifecycle;

import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.registry.ManifestInfo;
import dev.imagesync.registry.RegistryClient;
import dev.imagesync.transport.Cancellation;
import java.util.Optional;

/** Looks at tags: now, or with what was read ahead, or with what was found earlier in the run. Thread-safe. */
final class Observer {

    private final RegistryClient registries;
    private final Run run;

    Observer(RegistryClient registries, Run run) {
        this.registries = registries;
        this.run = run;
    }

    /**
     * Begins to read a tag that a check or a plan of this run will need. Costs no request more: {@link #source} or
     * {@link #expected} takes what was read.
     */
    void lookAhead(ImageReference tag) {
        if (tag.digest() == null && run.resolved(tag).isEmpty()) {
            run.ahead().start(tag, cancellation -> now(tag, cancellation));
        }
    }

    /** A source, which all steps of a run see the same once it was found. */
    Observed source(ImageReference source, Cancellation cancellation) {
        if (source.digest() != null) {
            return new Observed.Present(source.digest(), "");
        }
        Optional<Observed.Present> known = run.resolved(source);
        if (known.isPresent()) {
            return known.get();
        }
        Observed observed = expected(source, cancellation);
        if (observed instanceof Observed.Present present) {
            run.remember(source, present);
        }
        return observed;
    }

    /** A tag that may have been read ahead. */
    Observed expected(ImageReference tag, Cancellation cancellation) {
        Optional<Observed.Present> ahead = run.ahead().take(tag, cancellation);
        return ahead.isPresent() ? ahead.get() : now(tag, cancellation);
    }

    /** A tag as it is at this moment. */
    Observed now(ImageReference tag, Cancellation cancellation) {
        try {
            Optional<ManifestInfo> found = registries.find(tag, cancellation);
            return found.isPresent()
                    ? new Observed.Present(found.get().digest(), found.get().mediaType())
                    : new Observed.Absent();
        } catch (ImagesyncException e) {
            cancellation.check();
            return new Observed.Unreadable(e.problem());
        }
    }
}
