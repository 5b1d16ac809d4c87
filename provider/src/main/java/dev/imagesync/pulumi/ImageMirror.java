package dev.imagesync.pulumi;

import com.google.protobuf.Struct;
import dev.imagesync.behaviour.Property;
import dev.imagesync.operation.Feedback;
import dev.imagesync.operation.Warning;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import dev.imagesync.pulumi.rpc.ConstructRequest;
import dev.imagesync.pulumi.rpc.RegisterResourceRequest;
import dev.imagesync.pulumi.rpc.RegisterResourceResponse;
import dev.imagesync.pulumi.rpc.Result;
import dev.imagesync.pulumi.rpc.TransformRequest;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.reference.Tag;
import dev.imagesync.workload.Fate;
import dev.imagesync.workload.FoundImage;
import dev.imagesync.workload.ImageFinder;
import dev.imagesync.workload.MirrorClaims;
import dev.imagesync.workload.ObjectPath;
import dev.imagesync.workload.Tree;
import io.grpc.StatusRuntimeException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * An {@code imagesync:index:ImageMirror} of a running program: sees every resource before it is registered, registers a
 * {@code SyncedImage} for each image of a Kubernetes resource, once, and puts its {@code digestRef} in the image's place. Thread-safe:
 * the engine asks about many resources at once.
 */
final class ImageMirror implements AutoCloseable {

    private static final String KUBERNETES = "kubernetes:";
    private static final String RELEASE = "kubernetes:helm.sh/v3:Release";
    /** All that is told of a secret. */
    private static final String A_SECRET = "a secret";

    private static final Tag SECRET = new Tag("secret");
    private static final int DIGITS_OF_A_SECRET_NAME = 12;

    private final MirrorInputs inputs;
    private final Run run;
    private final Monitor monitor;
    private final Component component;
    private final Feedback feedback;
    private final ImageFinder finder;
    private final MirrorClaims claims = new MirrorClaims();
    private final Map<Wanted, CompletableFuture<Copy>> copies = new ConcurrentHashMap<>();

    /**
     * What all mirrors of a run share.
     *
     * @param version of this provider
     * @param canBeHad whether an image can be resolved, or is in the mirror
     * @param ours what they have put into resources: another mirror leaves it. It is added to
     */
    record Run(String version, Predicate<Fate.Mirrored> canBeHad, Set<String> ours) {}

    /**
     * The resource that a mirror is in its program.
     *
     * @param request what was asked for
     * @param urn what it was registered as
     */
    record Component(ConstructRequest request, String urn) {}

    /**
     * A mirror that is registered.
     *
     * @param feedback where warnings go
     */
    ImageMirror(MirrorInputs inputs, Run run, Monitor monitor, Component component, Feedback feedback) {
        this.inputs = inputs;
        this.run = run;
        this.monitor = monitor;
        this.component = component;
        this.feedback = feedback;
        this.finder = new ImageFinder(inputs.paths());
    }

    String urn() {
        return component.urn();
    }

    /**
     * An image of a program. One that is a secret is another than the same in the open: neither its name nor its place in the mirror
     * tells what it is.
     *
     * @param name of its resource
     */
    private record Wanted(Fate.Mirrored image, String name, boolean isSecret) {}

    private Wanted wanted(Fate.Mirrored image, boolean isSecret) {
        if (!isSecret) {
            return new Wanted(image, image.source().toString(), false);
        }
        String name = pseudonym(image.source());
        ImageReference place = inputs.rules().prefix().repository(name).at(SECRET);
        return new Wanted(new Fate.Mirrored(image.source(), place), name, true);
    }

    /** What became of an image. */
    private sealed interface Copy {

        /** It is in the mirror, or will be. */
        record Made(String urn, PropertyValue digestRef) implements Copy {}

        /** It cannot be resolved, and stays as it is written. */
        record Unresolved() implements Copy {}
    }

    /**
     * The images of the resources that were registered so far: their source, and the reference by digest; unknown where a preview does
     * not know it.
     */
    Map<String, PropertyValue> images() {
        Map<String, PropertyValue> images = new TreeMap<>();
        copies.forEach((wanted, future) -> {
            // One that failed has ended the program, which says why.
            Copy copy = future.exceptionally(failure -> new Copy.Unresolved()).join();
            if (!wanted.isSecret() && copy instanceof Copy.Made made) {
                images.put(wanted.image().source().toString(), made.digestRef());
            }
        });
        return images;
    }

    /**
     * The properties of a resource with the mirror's images in them.
     *
     * @return empty if nothing changes
     * @throws ImagesyncException if one of its images is none, cannot be had, or shares a destination with another
     */
    Optional<Struct> transformed(TransformRequest resource) {
        if (resource.getType().equals(RELEASE)) {
            feedback.warn(new Warning(
                    "Images that are not mirrored",
                    "",
                    resource.getName()
                            + " is a Release of helm.sh/v3, which renders where nobody sees its images: they are not mirrored. Use"
                            + " helm.sh/v4 Chart, or give the Release `postrender: \"imagesync render --mirror "
                            + inputs.rules().prefix() + " --copy\"`"));
        }
        // A component has children, which are asked about themselves.
        if (!resource.getCustom() || !resource.getType().startsWith(KUBERNETES)) {
            return Optional.empty();
        }
        ObjectValue object = new ObjectValue(resource.getProperties());
        Map<ObjectPath, ObjectValue.Replacement> replacements = new LinkedHashMap<>();
        for (FoundImage found : finder.find(named(object.tree(), resource.getType()))) {
            replacement(object, found, place(resource, found))
                    .ifPresent(replacement -> replacements.put(found.path(), replacement));
        }
        return replacements.isEmpty() ? Optional.empty() : Optional.of(object.with(replacements));
    }

    /** The object with the kind that its type says, if it does not say so itself: {@code kubernetes:apps/v1:Deployment}. */
    private static Tree named(Tree object, String type) {
        List<String> parts = List.of(type.split(":", -1));
        if (!(object instanceof Tree.Mapping mapping) || parts.size() != 3) {
            return object;
        }
        Map<String, Tree> fields = new LinkedHashMap<>(mapping.fields());
        fields.putIfAbsent("apiVersion", new Tree.Text(parts.get(1)));
        fields.putIfAbsent("kind", new Tree.Text(parts.get(2)));
        return new Tree.Mapping(fields);
    }

    private static String place(TransformRequest resource, FoundImage found) {
        return resource.getType() + " " + resource.getName() + ", " + found.path();
    }

    private Optional<ObjectValue.Replacement> replacement(ObjectValue object, FoundImage found, String place) {
        if (run.ours().contains(found.image())) {
            return Optional.empty();
        }
        boolean isSecret = object.isSecret(found.path());
        return switch (inputs.rules().fateOf(found.image())) {
            case Fate.Stays _ -> Optional.empty();
            case Fate.Malformed malformed -> {
                Problem problem = malformed.problem();
                unresolved(problem.code(), isSecret ? A_SECRET : problem.doing(), problem.next(), place);
                yield Optional.empty();
            }
            case Fate.Mirrored image ->
                switch (copy(wanted(image, isSecret), place)) {
                    case Copy.Made made -> Optional.of(replacement(made, found, isSecret));
                    case Copy.Unresolved _ -> Optional.empty();
                };
        };
    }

    private static ObjectValue.Replacement replacement(Copy.Made made, FoundImage found, boolean isSecret) {
        String text = textOf(made.digestRef()).map(found::with).orElse(null);
        return new ObjectValue.Replacement(text, isSecret, made.urn());
    }

    /** The text of a value; empty if it is not known yet. */
    private static Optional<String> textOf(PropertyValue value) {
        return ValueCodec.open(value) instanceof PropertyValue.Text text ? Optional.of(text.value()) : Optional.empty();
    }

    /** Ends the program, or tells, as it was chosen. */
    private void unresolved(Code code, String what, String next, String place) {
        Problem problem = Problem.ofInput(code, what, next);
        if (inputs.failsOnUnresolved()) {
            throw problem.at(place).toException();
        }
        feedback.warn(new Warning("An image is not mirrored", "", place + " stays as it is: " + problem.oneLine()));
    }

    private Copy copy(Wanted wanted, String place) {
        CompletableFuture<Copy> mine = new CompletableFuture<>();
        CompletableFuture<Copy> other = copies.putIfAbsent(wanted, mine);
        if (other == null) {
            try {
                mine.complete(made(wanted, place));
            } catch (RuntimeException | Error e) {
                mine.completeExceptionally(e);
            }
        }
        try {
            return (other == null ? mine : other).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private Copy made(Wanted wanted, String place) {
        Fate.Mirrored image = wanted.image();
        claims.claim(image);
        if (!inputs.failsOnUnresolved() && !run.canBeHad().test(image)) {
            unresolved(
                    Code.IMAGE_NOT_FOUND,
                    wanted.isSecret() ? A_SECRET : image.source() + " cannot be resolved",
                    "correct it, or leave it out by exclude",
                    place);
            return new Copy.Unresolved();
        }
        RegisterResourceResponse registered = register(wanted, place);
        if (registered.getResult() != Result.SUCCESS) {
            throw Problem.ofInput(
                            Code.IMAGE_NOT_MIRRORED,
                            place + ": its image was not copied",
                            "see what is told of the SyncedImage, and run again")
                    .toException();
        }
        PropertyValue digestRef =
                ValueCodec.decode(registered.getObject()).getOrDefault("digestRef", new PropertyValue.Unknown());
        textOf(digestRef).ifPresent(run.ours()::add);
        return new Copy.Made(registered.getUrn(), digestRef);
    }

    /** How a component and all that is below it are registered. */
    static RegisterResourceRequest.Builder registration(ConstructRequest component) {
        RegisterResourceRequest.Builder request =
                RegisterResourceRequest.newBuilder().setAcceptSecrets(true).setAcceptResources(true);
        if (component.hasProtect()) {
            request.setProtect(component.getProtect());
        }
        if (component.hasRetainOnDelete()) {
            request.setRetainOnDelete(component.getRetainOnDelete());
        }
        return request;
    }

    private RegisterResourceResponse register(Wanted wanted, String place) {
        Map<String, PropertyValue> object = new LinkedHashMap<>(inputs.forImages());
        PropertyValue source = new PropertyValue.Text(wanted.image().source().toString());
        object.put(Property.SOURCE.label(), wanted.isSecret() ? ValueCodec.secret(source) : source);
        object.put(
                Property.DESTINATION.label(),
                new PropertyValue.Text(wanted.image().destination().toString()));
        RegisterResourceRequest request = registration(component.request())
                .setType(SyncedImageResource.TYPE)
                .setName(wanted.name())
                .setParent(component.urn())
                .setCustom(true)
                .setObject(ValueCodec.encode(object))
                .setVersion(run.version())
                .setProvider(component.request().getProvidersOrDefault("imagesync", ""))
                .setSupportsPartialValues(true)
                .setSupportsResultReporting(true)
                .build();
        try {
            return monitor.register(request);
        } catch (StatusRuntimeException e) {
            // The engine told what is wrong with the image; this says whose it is.
            throw Problem.ofInput(
                            Code.IMAGE_NOT_MIRRORED,
                            place + ": its image was not copied",
                            "see what is told of " + wanted.name() + ", and run again")
                    .toException(e);
        }
    }

    /** What stands for a secret wherever names are shown: it says nothing, and is the same in every run. */
    private String pseudonym(ImageReference source) {
        ConstructRequest program = component.request();
        String salted = program.getProject() + "/" + program.getStack() + "/" + source;
        return "secret-"
                + Digest.of(Digest.Algorithm.SHA256, salted.getBytes(StandardCharsets.UTF_8))
                        .hex()
                        .substring(0, DIGITS_OF_A_SECRET_NAME);
    }

    @Override
    public void close() {
        monitor.close();
    }
}
