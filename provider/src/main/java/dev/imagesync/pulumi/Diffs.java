package dev.imagesync.pulumi;

import dev.imagesync.behaviour.Decision;
import dev.imagesync.behaviour.Property;
import dev.imagesync.pulumi.rpc.DiffRequest;
import dev.imagesync.pulumi.rpc.DiffResponse;
import dev.imagesync.pulumi.rpc.PropertyDiff;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Decisions as Pulumi's answers to Diff. */
final class Diffs {

    private Diffs() {}

    static DiffResponse of(Decision decision, DiffRequest request) {
        return switch (decision) {
            case Decision.InStep _ -> changes(Set.of(), false, request);
            case Decision.Create _ -> changes(Set.of(Property.SOURCE_DIGEST), true, request);
            case Decision.Update update -> changes(update.changed(), false, request);
            case Decision.Follow follow -> changes(follow.changed(), false, request);
            case Decision.Replace replace -> changes(replace.because(), true, request);
        };
    }

    private static DiffResponse changes(Set<Property> properties, boolean replace, DiffRequest request) {
        DiffResponse.Builder response = DiffResponse.newBuilder()
                .setHasDetailedDiff(true)
                .setChanges(
                        properties.isEmpty() ? DiffResponse.DiffChanges.DIFF_NONE : DiffResponse.DiffChanges.DIFF_SOME);
        Map<String, ?> olds = request.getOlds().getFieldsMap();
        Map<String, ?> news = request.getNews().getFieldsMap();
        for (Property property : new TreeSet<>(properties)) {
            String name = property.label();
            boolean added = property.isInput() && !olds.containsKey(name);
            boolean removed = property.isInput() && !news.containsKey(name);
            response.addDiffs(name);
            if (replace) {
                response.addReplaces(name);
            }
            response.putDetailedDiff(
                    name,
                    PropertyDiff.newBuilder()
                            .setKind(kind(added, removed && !added, replace))
                            .setInputDiff(false)
                            .build());
        }
        return response.build();
    }

    private static PropertyDiff.Kind kind(boolean added, boolean removed, boolean replace) {
        if (added) {
            return replace ? PropertyDiff.Kind.ADD_REPLACE : PropertyDiff.Kind.ADD;
        }
        if (removed) {
            return replace ? PropertyDiff.Kind.DELETE_REPLACE : PropertyDiff.Kind.DELETE;
        }
        return replace ? PropertyDiff.Kind.UPDATE_REPLACE : PropertyDiff.Kind.UPDATE;
    }
}
