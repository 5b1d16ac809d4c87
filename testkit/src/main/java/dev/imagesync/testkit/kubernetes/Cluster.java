package dev.imagesync.testkit.kubernetes;

import dev.imagesync.testkit.PinnedTools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A control plane, and one node where this machine can have one. Not thread-safe. */
public final class Cluster implements AutoCloseable {

    private static final List<String> CONTROL_PLANE = List.of("etcd-server");
    private static final List<String> NODE = List.of("containerd", "runc", "containernetworking-plugins");

    private final ControlPlane plane;
    private final @Nullable RestrictedNode node;
    private final @Nullable String lack;

    private Cluster(ControlPlane plane, @Nullable RestrictedNode node, @Nullable String lack) {
        this.plane = plane;
        this.node = node;
        this.lack = lack;
    }

    /** What this machine lacks for a control plane. */
    public static Optional<String> lack() {
        return PinnedTools.has("kubernetes")
                ? lackOf(CONTROL_PLANE)
                : Optional.of("kubernetes is missing: run `tools/build kubernetes`");
    }

    private static Optional<String> lackOf(List<String> packages) {
        return packages.stream()
                .filter(name -> !PinnedTools.hasDebian(name))
                .findFirst()
                .map(name -> name + " is missing: run `tools/debian " + name + "`");
    }

    /**
     * Starts one and returns when it is ready.
     *
     * @param folder a new one, with a short path, for all that it writes
     */
    public static Cluster start(Path folder, Story story) throws IOException {
        RestrictedNode node = null;
        String lack = lackOf(NODE).orElse(null);
        if (lack == null) {
            PodGroups.removeEmpty();
            if (PodGroups.exist()) {
                lack = "another kubelet runs here: /sys/fs/cgroup has groups of its pods";
            } else {
                try {
                    node = RestrictedNode.in(folder);
                } catch (IOException e) {
                    lack = "the namespaces of a node cannot be made here: " + e.getMessage();
                }
            }
        }
        ControlPlane plane = null;
        try {
            plane = ControlPlane.start(folder, node == null ? "127.0.0.1" : node.near(), story);
            if (node == null) {
                story.tell("there is no node: " + lack);
            } else {
                node.start(plane, story);
            }
            return new Cluster(plane, node, lack);
        } catch (RuntimeException | IOException e) {
            end(node, plane);
            throw e;
        }
    }

    /** kubectl, as who may do all. */
    public Kubectl kubectl() throws IOException {
        return plane.kubectl();
    }

    /** The file that tells a client where it is, for who may do all. */
    public Path settings() throws IOException {
        return plane.settings(Identity.ADMINISTRATOR);
    }

    /** Why it has no node. */
    public Optional<String> lackOfNode() {
        return Optional.ofNullable(lack);
    }

    /**
     * Its node.
     *
     * @throws NoSuchElementException if there is none
     */
    public RestrictedNode node() {
        if (node == null) {
            throw new NoSuchElementException(lack);
        }
        return node;
    }

    @Override
    public void close() {
        end(node, plane);
    }

    private static void end(@Nullable RestrictedNode node, @Nullable ControlPlane plane) {
        if (node != null) {
            node.close();
        }
        if (plane != null) {
            plane.close();
        }
    }
}
