package dev.imagesync.release;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The <a href="https://cyclonedx.org/docs/1.6/json/">CycloneDX</a> list of what the program is made of. Maven knows the libraries;
 * the Java that an archive brings is added.
 */
final class BillOfMaterials {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private BillOfMaterials() {}

    /** Adds the Java that this runs on, of which the runtime in the archives is linked, if there is such a list. */
    static void nameJava(Path list) throws IOException {
        if (!Files.exists(list)) {
            return;
        }
        ObjectNode bill = (ObjectNode) JSON.readTree(Files.readString(list));
        String version = System.getProperty("java.runtime.version");
        String url = "pkg:generic/openjdk@" + version.replace("+", "%2B");
        ObjectNode java = JSON.createObjectNode();
        java.put("type", "platform").put("bom-ref", url).put("publisher", System.getProperty("java.vendor"));
        java.put("name", "openjdk").put("version", version).put("scope", "optional");
        java.put("description", "In the archives that bring their Java; the others run on one of the machine.");
        java.putArray("licenses").addObject().put("expression", "GPL-2.0-only WITH Classpath-exception-2.0");
        java.put("purl", url);
        bill.withArray("components").add(java);
        Files.writeString(list, JSON.writeValueAsString(bill) + "\n");
    }
}
