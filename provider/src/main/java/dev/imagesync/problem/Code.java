package dev.imagesync.problem;

/**
 * The stable codes of everything that can go wrong. The first digit tells the room: 1 references and settings, 2
 * credentials, 3 the way to a registry, 4 a registry's answer, 5 integrity, 6 engine and state, 9 defects of this program.
 * Each code has a page in {@code docs/errors}; a code is never reused.
 */
public enum Code {
    REFERENCE_MALFORMED("IS1001", "the image reference is malformed"),
    DESTINATION_INCOMPLETE("IS1002", "the destination does not name its registry"),
    DESTINATION_HAS_DIGEST("IS1003", "the destination carries a digest"),
    SOURCE_IS_DESTINATION("IS1004", "source and destination are the same image"),
    DIGEST_MALFORMED("IS1005", "the digest is malformed"),
    INPUT_INVALID("IS1006", "the input is not valid"),
    DESTINATION_TAKEN("IS1008", "two resources write one destination"),
    SETTING_INVALID("IS1009", "the provider setting is not valid"),
    IMPORT_ID_MALFORMED("IS1010", "the import id is malformed"),
    PLATFORM_MALFORMED("IS1011", "the platform is malformed"),
    COMMAND_LINE_INVALID("IS1012", "the command line is not valid"),
    WORKLOAD_MALFORMED("IS1013", "the Kubernetes manifest is malformed"),

    CREDENTIALS_REFUSED("IS2101", "the registry refused the credentials"),
    ACCESS_DENIED("IS2102", "the registry denied access"),
    TOKEN_SERVICE_FAILED("IS2103", "the token service of the registry failed"),
    TOKEN_SERVICE_UNTRUSTED("IS2104", "the registry names a token service that credentials must not be sent to"),
    DOCKER_CONFIG_UNREADABLE("IS2105", "the docker config could not be read"),

    HOST_UNREACHABLE("IS3001", "the registry cannot be reached"),
    PLAIN_HTTP("IS3002", "the registry speaks HTTP where HTTPS is expected"),
    TLS_FAILED("IS3003", "no trusted TLS connection to the registry"),
    TIMED_OUT("IS3004", "the registry did not answer in time"),
    ADDRESS_REFUSED("IS3005", "the registry points to an address that must not be followed"),
    CONNECTION_BROKE("IS3006", "the connection to the registry broke"),
    CANCELLED("IS3007", "cancelled"),
    CERTIFICATE_UNREADABLE("IS3008", "a certificate or key file cannot be used"),

    NOT_A_REGISTRY("IS4001", "the host is not a registry"),
    IMAGE_NOT_FOUND("IS4002", "the image does not exist"),
    RATE_LIMITED("IS4003", "the registry limits the rate of requests"),
    REGISTRY_FAILED("IS4004", "the registry failed"),
    UNEXPECTED_ANSWER("IS4005", "the registry gave an unexpected answer"),
    DELETE_UNSUPPORTED("IS4006", "the registry cannot delete a tag"),
    DELETE_INEFFECTIVE("IS4007", "the registry accepted the deletion, but the tag is still there"),
    MANIFEST_REFUSED("IS4008", "the registry refused the manifest"),
    CONTENT_MISSING("IS4009", "the source lacks content that its manifest lists"),
    UPLOAD_REFUSED("IS4010", "the registry refused the upload"),
    REPOSITORY_MISSING("IS4011", "the repository must be created first"),
    TAG_IMMUTABLE("IS4012", "the tag must not be overwritten"),
    PLATFORM_MISSING("IS4013", "the image lacks a platform"),

    DIGEST_MISMATCH("IS5001", "the content does not match its digest"),
    MANIFEST_MALFORMED("IS5002", "the manifest is malformed"),
    MANIFEST_TOO_LARGE("IS5003", "the manifest is too large"),
    MANIFEST_UNSUPPORTED("IS5004", "the manifest is of a kind that cannot be copied"),
    NOT_VERIFIED("IS5005", "the destination does not hold what was written"),
    GRAPH_TOO_DEEP("IS5006", "the index is nested too deeply"),

    STATE_UNREADABLE("IS6001", "the recorded state cannot be read"),
    ENGINE_TOO_OLD("IS6002", "the engine is too old"),
    IMAGE_NOT_MIRRORED("IS6003", "an image of the program could not be mirrored"),

    DEFECT("IS9001", "a defect of imagesync");

    private final String id;
    private final String summary;

    Code(String id, String summary) {
        this.id = id;
        this.summary = summary;
    }

    /** The code as users see it, for example {@code IS2101}. */
    public String id() {
        return id;
    }

    /** One constant sentence, lower case and without a full stop. */
    public String summary() {
        return summary;
    }
}
