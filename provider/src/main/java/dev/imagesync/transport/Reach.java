package dev.imagesync.transport;

/**
 * How registries are reached.
 *
 * @param hosts what the user set for single registries
 * @param limits how many requests may be on their way
 * @param network what the machine says about its network
 */
public record Reach(HostSettings hosts, Limits limits, Network network) {

    /** The same for all: no proxy, the usual trust and limits. */
    public static Reach of(HostSettings hosts) {
        return new Reach(hosts, Limits.DEFAULTS, Network.PLAIN);
    }
}
