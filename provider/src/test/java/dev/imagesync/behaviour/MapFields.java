package dev.imagesync.behaviour;

import dev.imagesync.problem.Problem;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Fields of a map: texts, booleans and lists of texts; {@link #UNKNOWN} is not known yet. */
final class MapFields implements Fields {

    static final Object UNKNOWN = new Object();

    final Map<String, Problem> failures = new LinkedHashMap<>();
    private final Map<String, Object> fields = new LinkedHashMap<>();

    /** The same with one more field. */
    MapFields with(String name, Object value) {
        fields.put(name, value);
        return this;
    }

    @Override
    public boolean isSet(String name) {
        return fields.containsKey(name);
    }

    @Override
    public String text(String name) {
        return fields.get(name) instanceof String text ? text : null;
    }

    @Override
    public String shown(String name) {
        return "\"" + text(name) + "\"";
    }

    @Override
    public Optional<Boolean> bool(String name) {
        return fields.get(name) instanceof Boolean bool ? Optional.of(bool) : Optional.empty();
    }

    @Override
    public Optional<Integer> integer(String name) {
        return Optional.empty();
    }

    @Override
    public List<String> texts(String name) {
        return fields.get(name) instanceof List<?> list
                ? list.stream().map(String.class::cast).toList()
                : List.of();
    }

    @Override
    public Map<String, Fields> objects(String name) {
        return Map.of();
    }

    @Override
    public boolean isUnknown(String name) {
        return fields.get(name) == UNKNOWN;
    }

    @Override
    public void fail(String path, Problem problem) {
        failures.put(path, problem);
    }

    @Override
    public int failureCount() {
        return failures.size();
    }

    @Override
    public void refuseOthers(Collection<String> known) {
        throw new AssertionError("the doors do that: " + Set.copyOf(known));
    }
}
