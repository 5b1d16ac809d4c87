package dev.imagesync.transport;

import dev.imagesync.auth.Candidate;
import org.jspecify.annotations.Nullable;

/**
 * Who a request is sent as.
 *
 * @param candidate the credential; null means nobody
 * @param generation how often the registry's credentials had been looked up afresh when it was chosen
 */
record Identity(@Nullable Candidate candidate, int generation) {}
