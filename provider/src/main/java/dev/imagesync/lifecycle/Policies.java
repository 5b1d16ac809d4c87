package dev.imagesync.lifecycle;

/**
 * What the user wants where the answer is a matter of taste.
 *
 * @param failIfUnreachable whether a registry that gives no answer at plan is an error instead of a warning
 * @param warnIfUndeletable whether a tag that the registry cannot delete is a warning instead of an error
 */
public record Policies(boolean failIfUnreachable, boolean warnIfUndeletable) {

    /** {@code onUnreachable: warn}, {@code onUndeletable: fail}. */
    public static final Policies DEFAULTS = new Policies(false, false);
}
