package dev.imagesync.testkit.kubernetes;

import dev.imagesync.testkit.PinnedTools;
import dev.imagesync.testkit.TlsIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A store, an API server, the controllers and a scheduler, which keep to the rights that a cluster has from the start. The API server
 * listens at one address; all else is on loopback.
 */
final class ControlPlane implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);

    private final Path folder;
    private final String server;
    private final List<Daemon> daemons = new ArrayList<>();

    private ControlPlane(Path folder, String address) throws IOException {
        this.folder = folder;
        this.server = address + ":" + freePort(address);
    }

    /** Starts one whose API server listens at this address of this machine. */
    static ControlPlane start(Path folder, String address, Story story) throws IOException {
        ControlPlane plane = new ControlPlane(folder, address);
        try {
            String store = plane.startStore();
            story.tell("etcd answers");
            plane.startServer(store);
            story.tell("the API server answers at " + plane.server);
            plane.startControllers();
            String _ = plane.kubectl().run("wait", "--for=create", "serviceaccount/default", "--timeout=60s");
            story.tell("controllers and scheduler are at work");
            return plane;
        } catch (RuntimeException | IOException e) {
            plane.close();
            throw e;
        }
    }

    private static int freePort(String address) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            return socket.getLocalPort();
        }
    }

    /** kubectl, as who may do all. */
    Kubectl kubectl() throws IOException {
        return new Kubectl(folder, settings(Identity.ADMINISTRATOR));
    }

    private String startStore() throws IOException {
        String clients = "http://127.0.0.1:" + freePort("127.0.0.1");
        String peers = "http://127.0.0.1:" + freePort("127.0.0.1");
        Daemon store = start(
                "etcd",
                List.of(
                        PinnedTools.debian("etcd-server", "usr/bin/etcd").toString(),
                        "--name=one",
                        "--data-dir=" + folder.resolve("etcd"),
                        "--listen-client-urls=" + clients,
                        "--advertise-client-urls=" + clients,
                        "--listen-peer-urls=" + peers,
                        "--initial-advertise-peer-urls=" + peers,
                        "--initial-cluster=one=" + peers));
        store.until("its readiness", START, () -> store.lastLines().contains("ready to serve client requests"));
        return clients;
    }

    private void startServer(String store) throws IOException {
        makeAccountKeys();
        String host = server.substring(0, server.indexOf(':'));
        Files.write(
                folder.resolve("tokens.csv"),
                Stream.of(Identity.values()).map(Identity::line).toList());
        Daemon api = startPart(
                "kube-apiserver",
                "--etcd-servers=" + store,
                "--bind-address=" + host,
                "--secure-port=" + server.substring(server.indexOf(':') + 1),
                "--endpoint-reconciler-type=none",
                "--cert-dir=" + folder.resolve("api"),
                "--token-auth-file=" + folder.resolve("tokens.csv"),
                "--authorization-mode=Node,RBAC",
                "--enable-admission-plugins=NodeRestriction",
                "--service-cluster-ip-range=10.96.0.0/24",
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + accountsPublicKey(),
                "--service-account-signing-key-file=" + accountsKey(),
                "--kubelet-preferred-address-types=InternalIP",
                "--allow-privileged");
        Kubectl kubectl = kubectl();
        api.until("its readiness", START, () -> Files.exists(certificate()) && kubectl.isReady());
    }

    private void startControllers() throws IOException {
        Daemon _ = startPart(
                "kube-controller-manager",
                "--kubeconfig=" + settings(Identity.CONTROLLERS),
                "--leader-elect=false",
                "--secure-port=0",
                "--use-service-account-credentials",
                "--service-account-private-key-file=" + accountsKey(),
                "--root-ca-file=" + certificate());
        Daemon _ = startPart(
                "kube-scheduler",
                "--kubeconfig=" + settings(Identity.SCHEDULER),
                "--leader-elect=false",
                "--secure-port=0");
    }

    private Daemon startPart(String name, String... options) {
        List<String> words =
                new ArrayList<>(List.of(PinnedTools.bin("kubernetes").toString(), name));
        words.addAll(List.of(options));
        return start(name, words);
    }

    private Daemon start(String name, List<String> words) {
        Daemon daemon = Daemon.start(name, folder, Map.of(), words);
        daemons.addFirst(daemon);
        return daemon;
    }

    /** The API server signs its own. */
    private Path certificate() {
        return folder.resolve("api/apiserver.crt");
    }

    /** Makes the two keys that accounts of pods are signed and known by. */
    private void makeAccountKeys() throws IOException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            KeyPair keys = generator.generateKeyPair();
            Path _ = TlsIdentity.pem(
                    accountsKey(), "PRIVATE KEY", keys.getPrivate().getEncoded());
            Path _ = TlsIdentity.pem(
                    accountsPublicKey(), "PUBLIC KEY", keys.getPublic().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path accountsKey() {
        return folder.resolve("accounts.key");
    }

    private Path accountsPublicKey() {
        return folder.resolve("accounts.pub");
    }

    /** What a part needs to speak to the API server as this identity. */
    Path settings(Identity identity) throws IOException {
        return identity.settings(folder, server, certificate());
    }

    @Override
    public void close() {
        daemons.forEach(Daemon::close);
    }
}
