package dev.imagesync.copy;

import dev.imagesync.reference.Digest;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What became of the blobs of one image. Thread-safe. */
final class CopyCount {

    private final AtomicInteger copied = new AtomicInteger();
    private final AtomicInteger mounted = new AtomicInteger();
    private final AtomicInteger skipped = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicBoolean reliedOnMemory = new AtomicBoolean();

    void add(BlobCopier.Way way, long size) {
        switch (way) {
            case SKIPPED -> skipped.incrementAndGet();
            case REMEMBERED -> {
                skipped.incrementAndGet();
                reliedOnMemory.set(true);
            }
            case MOUNTED -> mounted.incrementAndGet();
            case COPIED -> {
                copied.incrementAndGet();
                bytes.addAndGet(size);
            }
        }
    }

    /** What a second round moved after all; what it skipped was counted before. */
    void add(CopyCount again) {
        copied.addAndGet(again.copied.get());
        mounted.addAndGet(again.mounted.get());
        skipped.set(again.skipped.get());
        bytes.addAndGet(again.bytes.get());
    }

    /** Whether a blob counts as there only because another copy of this process brought it. */
    boolean reliedOnMemory() {
        return reliedOnMemory.get();
    }

    CopyReport report(Digest digest, String mediaType) {
        return new CopyReport(
                CopyReport.Outcome.COPIED,
                digest,
                digest,
                mediaType,
                new CopyReport.Blobs(copied.get(), mounted.get(), skipped.get(), bytes.get()));
    }
}
