/**
 * The plugin's side of <a href="https://github.com/hashicorp/go-plugin">go-plugin</a>, by which Terraform, OpenTofu and other
 * programs of that family start their plugins and speak gRPC with them. It stands on its own and knows nothing of this program.
 *
 * <pre>{@code
 * public static void main(String[] args) {
 *     PrintStream handshakes = System.out;
 *     System.setOut(System.err);
 *     Interrupts.leaveToHost();
 *     System.exit(PluginProcess.run(HANDSHAKE, System.getenv(), handshakes, System.err, List.of(new MyService())));
 * }
 * }</pre>
 *
 * <p>The host starts the plugin with a cookie in the environment, and, for TLS, with a certificate of its own. The plugin
 * listens on a port of 127.0.0.1 and writes one line to stdout: the protocol version, the port and its certificate. Each side
 * trusts the other's certificate and no other. Nothing else may ever go to stdout, and stdin belongs to the host's user.
 */
@NullMarked
package dev.imagesync.goplugin;

import org.jspecify.annotations.NullMarked;
