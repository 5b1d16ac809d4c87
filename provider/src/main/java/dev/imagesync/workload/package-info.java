/**
 * Every image of a Kubernetes object: where it stands, where a mirror keeps it, and the object with the mirror's reference in its
 * place. Pure: it reads and rewrites values and texts, and asks nobody.
 */
@NullMarked
package dev.imagesync.workload;

import org.jspecify.annotations.NullMarked;
