package dev.imagesync.goplugin;

/** Ctrl-C reaches host and plugin alike. */
public final class Interrupts {

    private Interrupts() {}

    /**
     * Ignores it from now on: the host says what is to end, and waits for it, so that what was begun is recorded. A plugin that
     * dies at once takes that from its host.
     */
    public static void leaveToHost() {
        try {
            // By name, as javac warns of this class in a way that cannot be silenced; there is no other API for
            // signals.
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object interrupt = signal.getConstructor(String.class).newInstance("INT");
            signal.getMethod("handle", signal, handler)
                    .invoke(null, interrupt, handler.getField("SIG_IGN").get(null));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java has no module jdk.unsupported", e);
        }
    }
}
