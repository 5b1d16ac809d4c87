package dev.imagesync.testkit.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An address that leads to a server on loopback, byte for byte, and knows who came. Thread-safe. */
public final class Passage implements AutoCloseable {

    private final ServerSocket door;
    private final URI server;
    private final List<String> guests = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private Passage(ServerSocket door, String server) {
        this.door = door;
        this.server = URI.create("tcp://" + server);
    }

    /** Opens one at this address, on any port, to {@code HOST:PORT}. */
    static Passage open(String address, String server) {
        try {
            Passage passage = new Passage(new ServerSocket(0, 0, InetAddress.getByName(address)), server);
            passage.threads.execute(passage::receive);
            return passage;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code ADDRESS:PORT}. */
    public String host() {
        return door.getInetAddress().getHostAddress() + ":" + door.getLocalPort();
    }

    /** The addresses of those who connected, one for each time. */
    public List<String> guests() {
        return List.copyOf(guests);
    }

    private void receive() {
        while (true) {
            try {
                Socket guest = door.accept();
                guests.add(guest.getInetAddress().getHostAddress());
                Socket inside = new Socket(server.getHost(), server.getPort());
                threads.execute(() -> pass(guest, inside));
                threads.execute(() -> pass(inside, guest));
            } catch (IOException e) {
                if (door.isClosed()) {
                    return;
                }
            }
        }
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException _) {
            // One of them has hung up, and both are closed.
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
