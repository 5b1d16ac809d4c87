/**
 * What can go wrong, as values: a stable code, what was being done, the registry's own words, the credential that was
 * used and the next step. One {@link dev.imagesync.problem.Problem} renders the same way at every door.
 */
@NullMarked
package dev.imagesync.problem;

import org.jspecify.annotations.NullMarked;
