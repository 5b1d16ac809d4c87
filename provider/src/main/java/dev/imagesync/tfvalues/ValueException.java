package dev.imagesync.tfvalues;

/** Bytes that hold no value of the type, or a value that is not of the type; the message says where and what. */
public final class ValueException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final String where;
    private final String problem;

    ValueException(String where, String problem) {
        super(where.isEmpty() ? problem : where + ": " + problem);
        this.where = where;
        this.problem = problem;
    }

    /** The place, for example {@code registries["docker.io"].username}; empty for the value as a whole. */
    public String where() {
        return where;
    }

    /** What is wrong there. */
    public String problem() {
        return problem;
    }
}
