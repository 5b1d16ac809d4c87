package dev.imagesync.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagesync.auth.CredentialSearch;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.reference.Repository;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code imagesync auth explain REF}. */
final class AuthExplainCommand implements Command {

    private static final String NOBODY = "anonymous: no credentials are shown";

    private final Session session;

    private final PositionalParamSpec reference =
            Command.parameter("REF", "For example registry.corp.example/mirror/busybox:1.36");

    AuthExplainCommand(Session session) {
        this.session = session;
    }

    @Override
    public CommandSpec spec() {
        return named(
                        "explain",
                        "Shows where credentials for a reference are looked for, in order, and which a registry is shown first.",
                        "",
                        "Asks credential helpers, but no registry; never shows a secret.")
                .addPositional(reference);
    }

    @Override
    public Integer call() {
        Repository repository = ImageReference.parse(reference.getValue()).repository();
        List<CredentialSearch.Finding> findings = session.credentials().explain(repository);
        if (session.json()) {
            printJson(repository, findings);
        } else {
            session.terminal().data("credentials for " + repository + ", in the order of the search:");
            findings.forEach(finding -> session.terminal()
                    .data((finding.isUsed() ? "  * " : "    ") + finding.place() + ": " + finding.found()));
            session.terminal().data(used(findings));
        }
        return Main.DONE;
    }

    private void printJson(Repository repository, List<CredentialSearch.Finding> findings) {
        ObjectNode result = Session.object().put("repository", repository.toString());
        ArrayNode places = result.putArray("places");
        findings.forEach(finding -> places.addObject()
                .put("place", finding.place())
                .put("found", finding.found())
                .put("used", finding.isUsed()));
        session.print(result);
    }

    private static String used(List<CredentialSearch.Finding> findings) {
        return findings.stream()
                .filter(CredentialSearch.Finding::isUsed)
                .findFirst()
                .map(finding -> "used: " + finding.found())
                .orElse(NOBODY);
    }
}
