package dev.imagesync.transport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A response that is no success, in the registry's own words.
 *
 * @param status the HTTP status
 * @param codes the error codes of the body, in the order of its {@code errors}; empty if the body has none
 * @param words status, codes and messages on one line
 */
public record RegistryError(int status, List<String> codes, String words) {

    private static final ObjectReader JSON = JsonMapper.builder().build().reader();
    /** Upper-case letters and underscores (OCI distribution spec, "Error Codes"). */
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z_]*");

    private static final int MAX_BODY = 64 << 10;
    private static final int MAX_WORDS = 500;

    public RegistryError {
        codes = List.copyOf(codes);
    }

    /** Reads the error of a response, whose body is used up by it. */
    public static RegistryError of(Response response) {
        List<String> codes = new ArrayList<>();
        StringBuilder words = new StringBuilder().append(response.status());
        try {
            byte[] body = response.bodyUpTo(MAX_BODY);
            JsonNode errors = parse(body);
            if (errors == null) {
                appendPlain(words, body);
            } else {
                for (JsonNode error : errors) {
                    String code = error.path("code").asText("");
                    if (code.isEmpty()) {
                        words.append(' ').append(error.path("message").asText(error.asText("")));
                    } else {
                        codes.add(code);
                        words.append(' ')
                                .append(code)
                                .append(": ")
                                .append(error.path("message").asText(""));
                    }
                }
            }
        } catch (IOException e) {
            words.append(" (the body could not be read: ")
                    .append(e.getMessage())
                    .append(')');
        }
        return new RegistryError(response.status(), codes, shorten(words.toString()));
    }

    /** The {@code errors} of a body as the distribution spec has it, or null if it is anything else. */
    private static @Nullable JsonNode parse(byte[] body) {
        try {
            JsonNode errors = JSON.readTree(body).path("errors");
            return errors.isArray() && !errors.isEmpty() ? errors : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static void appendPlain(StringBuilder words, byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        if (!text.isEmpty() && !text.startsWith("<")) {
            words.append(' ').append(text.lines().findFirst().orElse(""));
        }
    }

    private static String shorten(String words) {
        String printable = words.replaceAll("\\p{Cntrl}", " ").strip();
        return printable.length() <= MAX_WORDS ? printable : printable.substring(0, MAX_WORDS) + "...";
    }

    /**
     * Whether the body is a registry's own error: it has a code of the form that the OCI distribution spec gives them. Other
     * services have a list called {@code errors} as well; Vault's is {@code {"errors":["no handler"]}}.
     */
    public boolean isRegistryError() {
        return codes.stream().anyMatch(code -> CODE.matcher(code).matches());
    }

    /** The exception for a response that nobody expected; closes the response. */
    public static ImagesyncException unexpected(Response response) {
        try (response) {
            return of(response).toProblem(response).toException();
        }
    }

    /** The problem that this error is when nothing more particular is known. */
    public Problem toProblem(Response response) {
        Code code = codeOf(status);
        return new Problem(
                code, response.request().describe(), words, credentialFor(code, response), nextStep(code, response));
    }

    private static Code codeOf(int status) {
        return switch (status) {
            case 401 -> Code.CREDENTIALS_REFUSED;
            case 403 -> Code.ACCESS_DENIED;
            case 404 -> Code.IMAGE_NOT_FOUND;
            case 408, 504 -> Code.TIMED_OUT;
            case 429 -> Code.RATE_LIMITED;
            default -> status >= 500 ? Code.REGISTRY_FAILED : Code.UNEXPECTED_ANSWER;
        };
    }

    private static @Nullable String credentialFor(Code code, Response response) {
        if (response.credential() != null) {
            return response.credential();
        }
        boolean mattered = code == Code.CREDENTIALS_REFUSED || code == Code.ACCESS_DENIED || code == Code.RATE_LIMITED;
        return mattered ? "no credentials (none found for " + response.request().registry() + ")" : null;
    }

    private static String nextStep(Code code, Response response) {
        String registry = response.request().registry().name();
        return switch (code) {
            case CREDENTIALS_REFUSED -> "run `docker login " + registry + "`, or set {registries} for " + registry;
            case ACCESS_DENIED -> "let the account " + whatItNeeds(response) + ", or use another one";
            case RATE_LIMITED -> "wait, or log in for a higher limit";
            case IMAGE_NOT_FOUND -> "check the spelling, and that the account may see the repository";
            default -> "try again; if it stays so, ask whoever runs " + registry;
        };
    }

    private static String whatItNeeds(Response response) {
        Scope scope = response.request().scope();
        return scope.access().needs() + " in the repository " + scope.repository();
    }
}
