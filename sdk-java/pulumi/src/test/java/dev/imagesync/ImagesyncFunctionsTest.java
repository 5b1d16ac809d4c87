package dev.imagesync;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.core.Output;
import com.pulumi.test.PulumiTest;
import dev.imagesync.inputs.GetImageArgs;
import dev.imagesync.inputs.GetTagsArgs;
import dev.imagesync.outputs.GetImageResult;
import dev.imagesync.outputs.TagInfo;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ImagesyncFunctionsTest {

    private final RecordingMocks engine = new RecordingMocks();

    @AfterEach
    void forgetDeployment() {
        PulumiTest.cleanup();
    }

    @Test
    void pinsAnImageToTheDigestLookedUp() {
        engine.answer(
                "imagesync:index:getImage",
                Map.of(
                        "digest",
                        RecordingMocks.DIGEST,
                        "digestRef",
                        "upstream.test/app@" + RecordingMocks.DIGEST,
                        "mediaType",
                        "application/vnd.oci.image.index.v1+json",
                        "platforms",
                        List.of()));
        engine.run(ctx -> {
            var upstream = ImagesyncFunctions.getImage(
                    GetImageArgs.builder().ref("upstream.test/app:1").build());
            new ImageSync(
                    "app",
                    ImageSyncArgs.builder()
                            .source("upstream.test/app:1")
                            .destination("mirror.test/app:1")
                            .sourceDigest(upstream.applyValue(GetImageResult::digest))
                            .build());
        });

        assertThat(engine.only("imagesync:index:SyncedImage").inputs)
                .containsEntry("sourceDigest", RecordingMocks.DIGEST);
    }

    @Test
    void listsTagsWithAndWithoutDigests() {
        engine.answer(
                "imagesync:index:getTags",
                Map.of("tags", List.of(Map.of("tag", "1", "digest", RecordingMocks.DIGEST), Map.of("tag", "2"))));
        var tags = new AtomicReference<Output<List<TagInfo>>>();
        engine.run(ctx -> tags.set(ImagesyncFunctions.getTags(
                        GetTagsArgs.builder().repository("upstream.test/app").build())
                .applyValue(result -> result.tags())));

        var listed = PulumiTest.extractValue(tags.get());
        assertThat(listed.stream().map(TagInfo::tag).collect(Collectors.toList()))
                .containsExactly("1", "2");
        assertThat(listed.get(0).digest()).contains(RecordingMocks.DIGEST);
        assertThat(listed.get(1).digest()).isEmpty();
    }
}
