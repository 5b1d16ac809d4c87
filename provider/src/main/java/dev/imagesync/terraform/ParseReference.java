package dev.imagesync.terraform;

import dev.imagesync.reference.ImageReference;
import dev.imagesync.tfvalues.Type;
import dev.imagesync.tfvalues.Value;
import java.util.List;
import java.util.Map;

/** The function {@code parse_reference}: the parts of an image reference. */
final class ParseReference {

    static final ProviderFunction FUNCTION = new ProviderFunction(
            "parse_reference",
            List.of(new ProviderFunction.Parameter(
                    "reference",
                    Type.string(),
                    "Image reference in any form that docker takes: `busybox`, `team/app:1.0`, "
                            + "`localhost:5000/app`, `host/app@sha256:...`.")),
            Type.object(Map.of(
                    "registry",
                    Type.string(),
                    "repository",
                    Type.string(),
                    "tag",
                    Type.string(),
                    "digest",
                    Type.string())),
            "The parts of an image reference",
            "Gives an object of four strings: `registry`, `repository`, `tag` and `digest`. What docker leaves "
                    + "out is put in: the registry `docker.io`, `library/` before a name of one part, the tag `latest` "
                    + "where there is no digest either. A tag or digest that the reference does not have is null. A "
                    + "reference that is malformed is an error (`IS1001`).",
            arguments -> parts(arguments.read(0, ImageReference::parse)));

    private ParseReference() {}

    private static Value parts(ImageReference reference) {
        return Value.fields(Map.of(
                "registry",
                Value.of(reference.repository().registry().name()),
                "repository",
                Value.of(reference.repository().path()),
                "tag",
                reference.tag() == null
                        ? Value.none()
                        : Value.of(reference.tag().name()),
                "digest",
                reference.digest() == null
                        ? Value.none()
                        : Value.of(reference.digest().toString())));
    }
}
