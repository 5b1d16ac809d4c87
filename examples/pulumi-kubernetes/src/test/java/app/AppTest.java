package app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.pulumi.test.Mocks;
import com.pulumi.test.PulumiTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AppTest {

    private static final String DIGEST_REF = "mirror.test/nginx@sha256:" + "0a".repeat(32);

    @AfterEach
    void forgetDeployment() {
        PulumiTest.cleanup();
    }

    @Test
    void runsTheImageByItsDigest() {
        var cloud = new Cloud();
        PulumiTest.withMocks(cloud)
                .runTestAsync(ctx -> App.deploy("upstream.test/nginx:1", "mirror.test/nginx:1"))
                .orTimeout(60, TimeUnit.SECONDS)
                .join()
                .throwOnError();

        assertEquals("mirror.test/nginx:1", cloud.inputs("imagesync:index:SyncedImage").get("destination"));
        var spec = map(cloud.inputs("kubernetes:apps/v1:Deployment").get("spec"));
        var containers = (List<?>) map(map(spec.get("template")).get("spec")).get("containers");
        assertEquals(1, containers.size());
        assertEquals(DIGEST_REF, map(containers.get(0)).get("image"));
    }

    private static Map<?, ?> map(Object value) {
        return (Map<?, ?>) value;
    }

    /** Creates whatever it is asked for: no engine, no registry, no cluster. */
    private static final class Cloud implements Mocks {

        private final Map<String, Map<String, Object>> created = new ConcurrentHashMap<>();

        Map<String, Object> inputs(String type) {
            return created.get(type);
        }

        @Override
        public CompletableFuture<ResourceResult> newResourceAsync(ResourceArgs args) {
            created.put(args.type, args.inputs);
            var state = new HashMap<String, Object>(args.inputs);
            Optional<String> id = Optional.empty();
            if (args.type.equals("imagesync:index:SyncedImage")) {
                state.put("digestRef", DIGEST_REF);
                id = Optional.of(DIGEST_REF);
            } else if (args.type.equals("kubernetes:apps/v1:Deployment")) {
                id = Optional.of("default/web");
            }
            return CompletableFuture.completedFuture(ResourceResult.of(id, state));
        }
    }
}
