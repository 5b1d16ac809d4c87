package dev.imagesync.workload;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where objects of a kind name an image outside of a pod: {@code GROUP/VERSION/KIND: PATH}. The version may be left out, and so may
 * both.
 */
public final class KindPath {

    private static final Pattern FORM =
            Pattern.compile("(?:([a-z0-9.-]+)/)?(?:([a-z0-9]+)/)?([A-Z][A-Za-z0-9]*)\\s*:\\s*(\\S.*)");

    private final @Nullable String group;
    private final @Nullable String version;
    private final String kind;
    private final PathPattern path;

    private KindPath(@Nullable String group, @Nullable String version, String kind, PathPattern path) {
        this.group = group;
        this.version = version;
        this.kind = kind;
        this.path = path;
    }

    /**
     * Reads, for example, {@code monitoring.coreos.com/v1/Prometheus: spec.image}.
     *
     * @throws dev.imagesync.problem.ImagesyncException IS1006 if the text is nothing of the kind
     */
    public static KindPath parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw Problem.ofInput(
                            Code.INPUT_INVALID,
                            "\"" + text + "\" does not say in which kind an image stands, and where",
                            "write GROUP/VERSION/KIND: PATH, for example monitoring.coreos.com/v1/Prometheus: spec.image")
                    .toException();
        }
        return new KindPath(
                matcher.group(1),
                matcher.group(2),
                matcher.group(3),
                PathPattern.parse(matcher.group(4).strip()));
    }

    PathPattern path() {
        return path;
    }

    /** Whether an object of this {@code apiVersion} and {@code kind} is meant; {@code v1} has the empty group. */
    boolean isOf(String apiVersion, String kind) {
        int slash = apiVersion.indexOf('/');
        String itsGroup = slash < 0 ? "" : apiVersion.substring(0, slash);
        String itsVersion = apiVersion.substring(slash + 1);
        if (!this.kind.equals(kind)) {
            return false;
        }
        // `v1/Pod: ...` names the version of the core group.
        if (version == null && group != null && itsGroup.isEmpty()) {
            return group.equals(itsVersion);
        }
        return (group == null || group.equals(itsGroup)) && (version == null || version.equals(itsVersion));
    }
}
