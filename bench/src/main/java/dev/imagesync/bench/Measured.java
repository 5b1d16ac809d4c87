package dev.imagesync.bench;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one piece of work took.
 *
 * @param wall from its start to its end
 * @param cpu of all its threads and processes, user and system
 * @param peakKib the most memory that was resident, in KiB; null where it was not looked at
 */
record Measured(Duration wall, Duration cpu, @Nullable Long peakKib) {}
