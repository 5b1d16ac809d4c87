package dev.imagesync.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.imagesync.operation.Operation;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Repository;
import dev.imagesync.reference.Tag;
import dev.imagesync.transport.RegistryError;
import dev.imagesync.transport.Request;
import dev.imagesync.transport.Response;
import dev.imagesync.transport.Scope;
import dev.imagesync.transport.Transport;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code /v2/<name>/tags/list} with its pages. Thread-safe. */
final class Tags {

    private static final int PAGE = 1000;
    private static final int MAX_PAGE_BYTES = 16 << 20;
    private static final ObjectReader JSON = JsonMapper.builder().build().reader();

    private final Transport transport;
    private final AbsenceProof absence;

    Tags(Transport transport, AbsenceProof absence) {
        this.transport = transport;
        this.absence = absence;
    }

    /** All tags in the order of the registry; empty only if the repository is proven absent. */
    Optional<List<Tag>> list(Repository repository, Operation operation) {
        List<Tag> tags = new ArrayList<>();
        Pages pages = new Pages();
        Request request = Request.to(
                "GET",
                "/v2/" + repository.path() + "/tags/list?n=" + PAGE,
                Scope.pull(repository),
                "the tags of " + repository);
        while (true) {
            Optional<Page> page = transport.send(request, operation, response -> read(response, pages, operation));
            if (page.isEmpty()) {
                return Optional.empty();
            }
            tags.addAll(page.get().tags());
            Optional<URI> next = page.get().next();
            if (next.isEmpty()) {
                return Optional.of(List.copyOf(tags));
            }
            request = request.at(next.get());
        }
    }

    /**
     * Whether a repository that is to be written exists, by one request. A registry that does not let everybody list is
     * taken at its word: it may exist.
     */
    boolean exists(Repository repository, Operation operation) {
        Request request = Request.to(
                "GET",
                "/v2/" + repository.path() + "/tags/list?n=1",
                Scope.push(repository),
                "does " + repository + " exist");
        try (Response response = transport.send(request, operation)) {
            if (response.status() != 404) {
                return true;
            }
            absence.prove(response, operation);
            return false;
        }
    }

    /** Some of the tags, and where there are more. */
    private record Page(List<Tag> tags, Optional<URI> next) {}

    private Optional<Page> read(Response response, Pages pages, Operation operation) throws IOException {
        if (response.status() == 404) {
            absence.prove(response, operation);
            return Optional.empty();
        }
        if (response.status() != 200) {
            throw RegistryError.unexpected(response);
        }
        byte[] body = response.bodyUpTo(MAX_PAGE_BYTES);
        List<Tag> tags = new ArrayList<>();
        try {
            JSON.readTree(body).path("tags").forEach(tag -> add(tag.asText(""), tags));
        } catch (JsonProcessingException e) {
            throw problem(
                    response, "a list that cannot be read: " + e.getClass().getSimpleName());
        }
        return Optional.of(new Page(tags, pages.after(response)));
    }

    /** Some registries list what is no tag: null, or a digest. */
    private static void add(String name, List<Tag> tags) {
        try {
            tags.add(new Tag(name));
        } catch (ImagesyncException e) {
            return;
        }
    }

    private static ImagesyncException problem(Response response, String words) {
        return new Problem(
                        Code.UNEXPECTED_ANSWER,
                        response.request().describe(),
                        words,
                        null,
                        "ask whoever runs " + response.request().registry())
                .toException();
    }
}
