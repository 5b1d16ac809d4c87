/**
 * A real cluster of one node on this machine: the control plane on a local address, and a node in namespaces of its own, whose
 * network has no way to anything but what it is let through to. Everything is a process of this machine and ends with the JVM.
 */
@NullMarked
package dev.imagesync.testkit.kubernetes;

import org.jspecify.annotations.NullMarked;
