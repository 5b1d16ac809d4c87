package dev.imagesync.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The real toxiproxy: stands between a client and a registry, and cuts or slows what goes through. Thread-safe. */
public final class Toxiproxy implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(20);
    private static final Pattern LISTEN = Pattern.compile("\"listen\":\"([^\"]+)\"");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final String api;

    private Toxiproxy(Process process, String api) {
        this.process = process;
        this.api = api;
    }

    /** Starts one; returns when it answers. */
    public static Toxiproxy start() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = free.getLocalPort();
            free.close();
            Process process = new ProcessBuilder(
                            PinnedTools.bin("toxiproxy").toString(),
                            "-host",
                            "127.0.0.1",
                            "-port",
                            String.valueOf(port))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            Toxiproxy toxiproxy = new Toxiproxy(process, "http://127.0.0.1:" + port);
            toxiproxy.awaitStart();
            return toxiproxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitStart() throws IOException {
        long deadline = System.nanoTime() + START.toNanos();
        while (true) {
            try {
                http.send(HttpRequest.newBuilder(URI.create(api + "/version")).build(), BodyHandlers.discarding());
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw e;
                }
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }
    }

    /** A way to a host through this proxy. */
    public final class Link {
        private final String name;
        private final String host;

        private Link(String name, String host) {
            this.name = name;
            this.host = host;
        }

        /** {@code 127.0.0.1:PORT} of the way in. */
        public String host() {
            return host;
        }

        /** Cuts every connection that goes through now; new ones come through again. */
        public void cut() {
            post("/proxies/" + name, "{\"enabled\":false}");
            post("/proxies/" + name, "{\"enabled\":true}");
        }

        /** Each direction takes half of this longer from now on. */
        public void delay(Duration roundTrip) {
            for (String stream : new String[] {"upstream", "downstream"}) {
                post(
                        "/proxies/" + name + "/toxics",
                        "{\"type\":\"latency\",\"stream\":\"" + stream + "\",\"attributes\":{\"latency\":"
                                + roundTrip.toMillis() / 2 + "}}");
            }
        }
    }

    /** Opens a way to {@code HOST:PORT}. */
    public Link to(String upstream) {
        String name = "to-" + upstream.replace(':', '-') + "-" + System.nanoTime();
        String answer = post(
                "/proxies", "{\"name\":\"" + name + "\",\"listen\":\"127.0.0.1:0\",\"upstream\":\"" + upstream + "\"}");
        Matcher listen = LISTEN.matcher(answer);
        if (!listen.find()) {
            throw new IllegalStateException("toxiproxy answered " + answer);
        }
        return new Link(name, listen.group(1));
    }

    private String post(String path, String json) {
        try {
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(URI.create(api + path))
                            .POST(BodyPublishers.ofString(json))
                            .build(),
                    BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IllegalStateException("toxiproxy answered " + response.statusCode() + ": " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
        http.close();
    }
}
