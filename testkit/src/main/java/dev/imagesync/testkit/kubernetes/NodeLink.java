package dev.imagesync.testkit.kubernetes;

import dev.imagesync.testkit.Commands;
import java.nio.file.Path;
import java.util.Map;

/**
 * The only way into a node's network and out of it: a pair of interfaces, and on the node's side no route but to the other end. The
 * addresses are of the block that is kept for tests of networks, and go with the namespaces.
 *
 * @param near this machine's address that the node reaches
 * @param far another address of this machine, to which the node knows no way
 * @param node the node's own address
 */
record NodeLink(String near, String far, String node) {

    private static final int THIRD_PARTS = 256;

    /** Lays one into these namespaces. */
    static NodeLink into(Namespaces namespaces, Path folder) {
        long process = ProcessHandle.current().pid();
        String block = "198.18." + process % THIRD_PARTS + ".";
        NodeLink link = new NodeLink(block + "1", block + "129", block + "2");
        String name = "is" + process;
        Commands commands = new Commands(folder, Map.of());
        for (String line : new String[] {
            "link add " + name + " type veth peer name eth0 netns " + namespaces.first(),
            "address add " + link.near + "/29 dev " + name,
            "address add " + link.far + "/32 dev " + name,
            "link set " + name + " up"
        }) {
            Commands.Printed _ = commands.run(("ip " + line).split(" "));
        }
        for (String line : new String[] {"address add " + link.node + "/29 dev eth0", "link set eth0 up"}) {
            Commands.Printed _ =
                    commands.run(namespaces.words(("ip " + line).split(" ")).toArray(String[]::new));
        }
        return link;
    }
}
