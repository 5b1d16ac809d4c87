package dev.imagesync.testkit.kubernetes;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import dev.imagesync.testkit.Commands;
import dev.imagesync.testkit.PinnedTools;
import dev.imagesync.testkit.SampleImages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A node in namespaces of its own: a real containerd and a real kubelet. Its network reaches the API server and what is let through,
 * and nothing else. Not thread-safe.
 */
public final class RestrictedNode implements AutoCloseable {

    /** What the cluster calls it. */
    static final String NAME = "node";

    private static final Duration START = Duration.ofSeconds(60);
    private static final String PAUSE = "imagesync.test/pause:1";

    private final Path folder;
    private final Namespaces namespaces;
    private final NodeLink link;
    private final List<AutoCloseable> open = new ArrayList<>();

    private RestrictedNode(Path folder, Namespaces namespaces) {
        this.folder = folder;
        this.namespaces = namespaces;
        this.link = NodeLink.into(namespaces, folder);
    }

    /**
     * The namespaces and the network of one, in which nothing runs yet.
     *
     * @throws IOException if this process may not have them, with what the system says
     */
    static RestrictedNode in(Path folder) throws IOException {
        Namespaces namespaces = Namespaces.create();
        try {
            return new RestrictedNode(folder, namespaces);
        } catch (IllegalStateException e) {
            namespaces.close();
            throw new IOException(e.getMessage(), e);
        }
    }

    /** This machine's address that the node reaches. */
    String near() {
        return link.near();
    }

    /** The node's own address: who comes from there is the node. */
    public String address() {
        return link.node();
    }

    /** An address to which the node knows no way, and which leads to this server on loopback. */
    public Passage outOfReach(String server) {
        Passage passage = Passage.open(link.far(), server);
        open.add(passage);
        return passage;
    }

    /** An address that the node reaches and pulls from over plain HTTP, and which leads to this registry on loopback. */
    public Passage letThrough(String registry) {
        Passage passage = Passage.open(link.near(), registry);
        open.add(passage);
        try {
            Path hosts = Files.createDirectories(folder.resolve("certs.d").resolve(passage.host()));
            Files.writeString(
                    hosts.resolve("hosts.toml"),
                    """
                    server = "http://%1$s"

                    [host."http://%1$s"]
                      capabilities = ["pull", "resolve"]
                    """
                            .formatted(passage.host()));
            return passage;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts what a node consists of, and returns when the cluster finds it ready. */
    void start(ControlPlane plane, Story story) throws IOException {
        startContainerd();
        story.tell("containerd answers, and has the pause image");
        Daemon kubelet = startKubelet(plane);
        Kubectl kubectl = plane.kubectl();
        try {
            String _ = kubectl.run("wait", "--for=create", "node/" + NAME, "--timeout=60s");
            String _ = kubectl.run("wait", "--for=condition=Ready", "node/" + NAME, "--timeout=60s");
        } catch (IllegalStateException e) {
            throw new IllegalStateException(e.getMessage() + "\n" + kubelet.lastLines(), e);
        }
        story.tell("the node is ready, at " + link.node());
    }

    private void startContainerd() throws IOException {
        Path socket = folder.resolve("containerd.sock");
        Path settings = Files.writeString(
                folder.resolve("containerd.toml"),
                """
                version = 2
                root = "%1$s/containerd"
                state = "%1$s/containerd-state"
                disabled_plugins = ["io.containerd.snapshotter.v1.aufs", "io.containerd.snapshotter.v1.btrfs",
                  "io.containerd.snapshotter.v1.devmapper", "io.containerd.snapshotter.v1.zfs"]

                [grpc]
                  address = "%2$s"

                [plugins."io.containerd.internal.v1.opt"]
                  path = "%1$s/opt"

                [plugins."io.containerd.grpc.v1.cri"]
                  sandbox_image = "%3$s"
                  restrict_oom_score_adj = true

                  [plugins."io.containerd.grpc.v1.cri".cni]
                    bin_dir = "%4$s"
                    conf_dir = "%1$s/cni"

                  [plugins."io.containerd.grpc.v1.cri".registry]
                    config_path = "%1$s/certs.d"

                  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
                    runtime_type = "io.containerd.runc.v2"

                    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
                      BinaryName = "%5$s"
                """
                        .formatted(
                                folder,
                                socket,
                                PAUSE,
                                PinnedTools.debian("containernetworking-plugins", "usr/lib/cni"),
                                PinnedTools.debian("runc", "usr/sbin/runc")));
        Files.writeString(
                Files.createDirectories(folder.resolve("cni")).resolve("pods.conflist"),
                """
                {
                  "cniVersion": "0.4.0",
                  "name": "pods",
                  "plugins": [
                    {
                      "type": "bridge",
                      "bridge": "pods",
                      "ipam": {"type": "host-local", "subnet": "10.244.0.0/24"}
                    }
                  ]
                }
                """);
        Files.createDirectories(folder.resolve("certs.d"));
        Path programs = PinnedTools.debian("containerd", "usr/bin");
        Daemon containerd = start(
                "containerd",
                Map.of("PATH", programs + ":" + System.getenv("PATH")),
                programs.resolve("containerd").toString(),
                "--config=" + settings);
        Commands commands = new Commands(folder, Map.of());
        containerd.until("its readiness", START, () -> Files.exists(socket));
        Commands.Printed _ = commands.run(
                programs.resolve("ctr").toString(),
                "--address=" + socket,
                "--namespace=k8s.io",
                "images",
                "import",
                pause().toString());
    }

    /** The image of what holds a pod's namespaces. */
    private Path pause() throws IOException {
        Path program = WaitingProgram.in(folder.resolve("pause"), "");
        Path image = folder.resolve("pause.tar");
        try {
            SampleImages.save(
                    image,
                    PAUSE,
                    List.of("/pause"),
                    FileEntriesLayer.builder()
                            .setName("pause")
                            .addEntry(program, AbsoluteUnixPath.get("/pause"), FilePermissions.fromOctalString("755"))
                            .build());
            return image;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private Daemon startKubelet(ControlPlane plane) throws IOException {
        Path settings = Files.writeString(
                folder.resolve("kubelet.yaml"),
                """
                apiVersion: kubelet.config.k8s.io/v1beta1
                kind: KubeletConfiguration
                authentication:
                  anonymous: {enabled: true}
                  webhook: {enabled: false}
                authorization: {mode: AlwaysAllow}
                cgroupDriver: cgroupfs
                containerRuntimeEndpoint: unix://%1$s/containerd.sock
                evictionHard: {memory.available: 20Mi, nodefs.available: 1%%, imagefs.available: 1%%}
                failCgroupV1: false
                failSwapOn: false
                makeIPTablesUtilChains: false
                podLogsDir: %1$s/pods
                resolvConf: %1$s/resolv.conf
                serializeImagePulls: false
                volumePluginDir: %1$s/volume-plugins
                """
                        .formatted(folder));
        Files.writeString(folder.resolve("resolv.conf"), "");
        return start(
                "kubelet",
                Map.of(),
                PinnedTools.bin("kubernetes").toString(),
                "kubelet",
                "--config=" + settings,
                "--kubeconfig=" + plane.settings(Identity.NODE),
                "--root-dir=" + folder.resolve("kubelet"),
                "--cert-dir=" + folder.resolve("kubelet-tls"),
                "--hostname-override=" + NAME,
                "--node-ip=" + link.node());
    }

    private Daemon start(String name, Map<String, String> environment, String... words) {
        Daemon daemon = Daemon.start(name, folder, environment, namespaces.words(words));
        open.add(daemon);
        return daemon;
    }

    @Override
    public void close() {
        namespaces.close();
        for (AutoCloseable one : open.reversed()) {
            try {
                one.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        PodGroups.removeEmpty();
    }
}
