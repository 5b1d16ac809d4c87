package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.pulumi.automation.OperationType;
import com.pulumi.automation.PreviewResult;
import com.pulumi.automation.UpResult;
import com.pulumi.automation.UpdateResult;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import dev.imagesync.ImageSync;
import dev.imagesync.ImageSyncArgs;
import dev.imagesync.Provider;
import dev.imagesync.ProviderArgs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The real Pulumi, with a stack of its own and a program in Java. */
final class PulumiEngine implements Engine {

    /** A line of the progress: a sign, the type and the name. */
    private static final Pattern LINE =
            Pattern.compile("(?m)^\\s*(\\+\\+|\\+-|--|\\+|~|-)\\s+imagesync:index:SyncedImage\\s+(\\S+)\\s");

    private final AttachedProvider provider = AttachedProvider.pulumi();
    private final Stack stack = new Stack(provider.environment());
    private final Map<String, String> digestRefs = new HashMap<>();
    private ProviderArgs settings = ProviderArgs.Empty;
    private int release;

    @Override
    public Engine onUnreachable(String value) {
        settings = ProviderArgs.builder().onUnreachable(value).build();
        return this;
    }

    @Override
    public Engine program(Image... images) {
        ProviderArgs given = settings;
        release++;
        int now = release;
        stack.program(context -> {
            var provider = ComponentResourceOptions.builder().providers(new Provider("mirrors", given));
            for (Image image : images) {
                Output<?> cause = image.options().later().isEmpty() ? Output.of("") : later(image, now);
                var sync = new ImageSync(image.name(), args(image, cause), provider.build());
                context.export(image.name(), sync.digestRef());
            }
        });
        return this;
    }

    /**
     * Something that a preview after each new program does not know: the digest of an image whose source is an image that the
     * program copies first.
     */
    private static Output<String> later(Image image, int release) {
        String place = image.destination().substring(0, image.destination().lastIndexOf(':')) + "-release:";
        var origin = new ImageSync(
                "origin",
                ImageSyncArgs.builder()
                        .source(image.source())
                        .destination(place + release)
                        .build());
        return new ImageSync(
                        "release",
                        ImageSyncArgs.builder()
                                .source(place + release)
                                .destination(place + "now")
                                .build(),
                        ComponentResourceOptions.builder().dependsOn(origin).build())
                .digest();
    }

    private static ImageSyncArgs args(Image image, Output<?> cause) {
        Image.Options options = image.options();
        ImageSyncArgs.Builder args = ImageSyncArgs.builder().destination(image.destination());
        args.source(image.isLater(Image.Later.SOURCE) ? after(cause, image.source()) : Output.of(image.source()));
        if (options.pin() != null) {
            args.sourceDigest(image.isLater(Image.Later.PIN) ? after(cause, options.pin()) : Output.of(options.pin()));
        }
        if (!options.platforms().isEmpty()) {
            List<String> platforms = options.platforms();
            args.platforms(image.isLater(Image.Later.PLATFORMS) ? after(cause, platforms) : Output.of(platforms));
        }
        return args.includeReferrers(options.includeReferrers())
                .deletePolicy(options.deletePolicy())
                .build();
    }

    private static <T> Output<T> after(Output<?> cause, T value) {
        return cause.applyValue(any -> value);
    }

    @Override
    public Outcome run(Command command) {
        return switch (command) {
            case PLAN -> {
                PreviewResult preview = stack.preview();
                yield outcome(preview.standardOutput(), preview.changeSummary());
            }
            case APPLY -> {
                UpResult up = stack.up();
                digestRefs.clear();
                up.outputs().forEach((name, value) -> digestRefs.put(name, (String) value.value()));
                yield outcome(up.standardOutput(), up.summary().resourceChanges());
            }
            case DESTROY -> {
                UpdateResult destroyed = stack.destroy();
                yield outcome(destroyed.standardOutput(), destroyed.summary().resourceChanges());
            }
        };
    }

    /** The changes as they are printed, which must agree with what the engine counted. */
    private static Outcome outcome(String printed, Map<OperationType, Integer> counted) {
        Map<String, Change> changes = new HashMap<>();
        for (MatchResult line : LINE.matcher(printed).results().toList()) {
            changes.put(line.group(2), change(line.group(1)));
        }
        changes.keySet().removeAll(Set.of("origin", "release"));
        assertThat(changes.isEmpty())
                .as("%s was read from: %s", changes, printed)
                .isEqualTo(Set.of(OperationType.SAME).containsAll(counted.keySet()));
        return new Outcome(changes, oneLine(printed));
    }

    private static Change change(String sign) {
        return switch (sign) {
            case "+" -> Change.CREATE;
            case "~" -> Change.UPDATE;
            case "-" -> Change.DELETE;
            default -> Change.REPLACE;
        };
    }

    private static String oneLine(String printed) {
        return printed.replaceAll("\\s+", " ");
    }

    @Override
    public String failing(Command command) {
        Stack.EngineFailure failure = catchThrowableOfType(Stack.EngineFailure.class, () -> run(command));
        assertThat(failure).as("%s must fail", command).isNotNull();
        return oneLine(failure.getMessage());
    }

    @Override
    public String digestRef(Image image) {
        return digestRefs.get(image.name());
    }

    @Override
    public void close() {
        stack.close();
        provider.close();
    }
}
