package dev.imagesync;

import com.pulumi.Context;
import com.pulumi.test.Mocks;
import com.pulumi.test.PulumiTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** An engine that creates whatever it is asked for, and remembers what that was. */
final class RecordingMocks implements Mocks {

    static final String DIGEST = "sha256:" + "a1".repeat(32);

    private final List<ResourceArgs> registered = new CopyOnWriteArrayList<>();
    private final Map<String, Map<String, Object>> answers = new HashMap<>();

    List<ResourceArgs> ofType(String type) {
        return registered.stream().filter(args -> type.equals(args.type)).collect(Collectors.toList());
    }

    ResourceArgs only(String type) {
        var found = ofType(type);
        if (found.size() != 1) {
            throw new AssertionError("expected one " + type + ", got " + found.size());
        }
        return found.get(0);
    }

    /** Runs a program to its end, which must be a good one. */
    void run(Consumer<Context> program) {
        PulumiTest.withMocks(this)
                .runTestAsync(program)
                .orTimeout(60, TimeUnit.SECONDS)
                .join()
                .throwOnError();
    }

    void answer(String function, Map<String, Object> result) {
        answers.put(function, result);
    }

    @Override
    public CompletableFuture<ResourceResult> newResourceAsync(ResourceArgs args) {
        registered.add(args);
        var state = new HashMap<String, Object>(args.inputs);
        if ("imagesync:index:SyncedImage".equals(args.type)) {
            var destination = (String) args.inputs.get("destination");
            state.putIfAbsent("sourceDigest", DIGEST);
            state.put("digest", DIGEST);
            state.put("digestRef", destination.substring(0, destination.lastIndexOf(':')) + "@" + DIGEST);
            state.put("observedDigest", DIGEST);
            state.put("mediaType", "application/vnd.oci.image.index.v1+json");
        }
        return CompletableFuture.completedFuture(ResourceResult.of(id(args), state));
    }

    /** Only custom resources have one. */
    private static Optional<String> id(ResourceArgs args) {
        var component = ImageSync.TYPE.equals(args.type) || args.type.startsWith("test:");
        return component ? Optional.empty() : Optional.of(args.name + "-id");
    }

    @Override
    public CompletableFuture<Map<String, Object>> callAsync(CallArgs args) {
        return CompletableFuture.completedFuture(answers.getOrDefault(args.token, Map.of()));
    }
}
