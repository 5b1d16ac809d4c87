package dev.imagesync.lifecycle;

/**
 * Something the user should know about a plan that goes ahead all the same.
 *
 * @param property what it is about
 * @param severity whether something is amiss
 * @param text one or two sentences
 * @param fatal whether {@code onUnreachable: fail} makes an error of it
 */
public record Notice(Property property, Severity severity, String text, boolean fatal) {

    /** How much a notice matters. */
    public enum Severity {
        INFO,
        WARNING
    }

    static Notice info(Property property, String text) {
        return new Notice(property, Severity.INFO, text, false);
    }

    static Notice warning(Property property, String text) {
        return new Notice(property, Severity.WARNING, text, false);
    }

    static Notice unreachable(Property property, String text) {
        return new Notice(property, Severity.WARNING, text, true);
    }
}
