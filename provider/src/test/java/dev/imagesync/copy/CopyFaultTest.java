package dev.imagesync.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import dev.imagesync.testkit.fake.Fault;
import dev.imagesync.testkit.fake.FaultPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever goes wrong on whichever leg of a copy, it ends in the right image or in the right error, and the tag never points
 * at anything but an image that is whole.
 */
class CopyFaultTest {

    private static final String EVERYTHING = ".*";
    private static final String BLOB = ".*/blobs/sha.*";
    private static final String UPLOADS = ".*/blobs/uploads/.*";
    private static final String MANIFEST = ".*/manifests/sha.*";
    private static final String TAG = ".*/manifests/1";

    private static final Fault HTML = Fault.html(404);
    private static final Fault SHORT = new Fault.WrongLength(-1);
    private static final Fault LONG = new Fault.WrongLength(1);
    private static final Fault BUSY = Fault.status(429).with("Retry-After", "7");
    private static final Fault LYING = new Fault.Header("Docker-Content-Digest", "sha256:" + "0".repeat(64));

    /** How a copy ends. */
    private sealed interface End {
        /** The destination has the image. */
        record Copied() implements End {}

        /** There is this error, and the tag still points at the older image. */
        record Fails(Code code) implements End {}

        /** There is this error, and the tag points at the new image, which is whole. */
        record FailsWhenAllIsDone(Code code) implements End {}
    }

    /** @param leadsElsewhere whether the third host is asked, which must not see a credential */
    private record Case(String name, Consumer<CopyRig> breaks, End end, boolean leadsElsewhere) {
        @Override
        public String toString() {
            return name + " -> " + end;
        }
    }

    /** The table, row by row. */
    private static final class Table {
        private final List<Case> cases = new ArrayList<>();

        Leg source(String method, String path) {
            return new Leg("source", rig -> rig.source.faults(), method, path);
        }

        Leg destination(String method, String path) {
            return new Leg("destination", rig -> rig.destination.faults(), method, path);
        }

        private final class Leg {
            private final String place;
            private final Function<CopyRig, FaultPlan.Matched> on;

            Leg(String side, Function<CopyRig, FaultPlan> plan, String method, String path) {
                place = side + ", " + method + " " + path + ": ";
                on = rig -> plan.apply(rig).on(method, path);
            }

            Leg once(Fault fault, End end) {
                return row("once " + fault, matched -> matched.once(fault), end);
            }

            Leg always(Fault fault, End end) {
                return row("always " + fault, matched -> matched.always(fault), end);
            }

            /** The third host has the content. */
            Leg leadsElsewhere(End end) {
                cases.add(new Case(
                        place + "is elsewhere",
                        rig -> {
                            rig.image.pushTo(rig.elsewhere.content(), "team/app", CopyRig.TAG);
                            on.apply(rig).always(new Fault.Elsewhere(rig.elsewhere.host()));
                        },
                        end,
                        true));
                return this;
            }

            private Leg row(String when, Consumer<FaultPlan.Matched> breaks, End end) {
                cases.add(new Case(place + when, rig -> breaks.accept(on.apply(rig)), end, false));
                return this;
            }
        }
    }

    private static End copied() {
        return new End.Copied();
    }

    private static End fails(Code code) {
        return new End.Fails(code);
    }

    static List<Case> faults() {
        Table table = new Table();
        table.source("HEAD", TAG)
                .once(new Fault.Reset(), copied())
                .once(BUSY, copied())
                .once(new Fault.LoggedOut(), copied())
                .always(new Fault.Silent(), fails(Code.TIMED_OUT))
                .once(Fault.without("Docker-Content-Digest"), copied())
                .always(Fault.without("Docker-Content-Digest"), copied())
                .always(Fault.status(405), copied())
                .always(LYING, fails(Code.IMAGE_NOT_FOUND))
                .always(new Fault.Header("Docker-Content-Digest", "sha256:../.."), copied());
        table.source("GET", MANIFEST)
                .once(Fault.status(503), copied())
                .once(new Fault.Reset(), copied())
                .always(Fault.without("Docker-Content-Digest"), copied())
                .always(LYING, copied())
                .always(new Fault.Header("Content-Type", "text/plain"), copied())
                .once(new Fault.Truncated(), copied())
                .always(new Fault.Truncated(), fails(Code.CONNECTION_BROKE))
                .always(new Fault.WrongBytes(), fails(Code.DIGEST_MISMATCH))
                .always(SHORT, fails(Code.DIGEST_MISMATCH))
                .always(LONG, fails(Code.DIGEST_MISMATCH))
                .always(Fault.html(200), fails(Code.DIGEST_MISMATCH))
                .always(BUSY, fails(Code.RATE_LIMITED))
                .always(Fault.html(502), fails(Code.REGISTRY_FAILED));
        table.source("GET", BLOB)
                .once(BUSY, copied())
                .once(Fault.status(503), copied())
                .once(new Fault.Reset(), copied())
                .once(new Fault.Truncated(), copied())
                .once(new Fault.Stalled(), copied())
                .once(new Fault.Silent(), copied())
                .once(new Fault.WrongBytes(), copied())
                .once(SHORT, copied())
                .once(new Fault.LoggedOut(), copied())
                .always(BUSY, fails(Code.RATE_LIMITED))
                .always(Fault.status(503), fails(Code.REGISTRY_FAILED))
                .always(new Fault.Reset(), fails(Code.CONNECTION_BROKE))
                .always(new Fault.Truncated(), fails(Code.CONNECTION_BROKE))
                .always(new Fault.WrongBytes(), fails(Code.DIGEST_MISMATCH))
                .always(SHORT, fails(Code.DIGEST_MISMATCH))
                .always(LONG, fails(Code.DIGEST_MISMATCH))
                .always(Fault.html(200), fails(Code.DIGEST_MISMATCH))
                .always(Fault.status(403), fails(Code.ACCESS_DENIED))
                .always(HTML, fails(Code.CONTENT_MISSING))
                .always(new Fault.Redirect(""), fails(Code.ADDRESS_REFUSED))
                .always(new Fault.Redirect("file:///etc/hostname"), fails(Code.ADDRESS_REFUSED))
                .always(new Fault.Redirect("http://user:password@127.0.0.1/"), fails(Code.ADDRESS_REFUSED))
                .always(new Fault.Redirect("http://not an address"), fails(Code.ADDRESS_REFUSED))
                .always(new Fault.Redirect("http://minio_1:9000/blob"), fails(Code.ADDRESS_REFUSED));
        table.source("GET", BLOB).leadsElsewhere(copied());
        table.source("*", EVERYTHING)
                .always(HTML, fails(Code.NOT_A_REGISTRY))
                .always(Fault.html(200), fails(Code.MANIFEST_MALFORMED))
                .always(new Fault.Reset(), fails(Code.CONNECTION_BROKE))
                .always(Fault.status(401), fails(Code.CREDENTIALS_REFUSED));

        table.destination("HEAD", TAG)
                .once(Fault.without("Docker-Content-Digest"), copied())
                .always(Fault.without("Docker-Content-Digest"), copied())
                .always(Fault.status(405), copied())
                .always(LYING, copied());
        table.destination("HEAD", BLOB)
                .once(BUSY, copied())
                .once(new Fault.Reset(), copied())
                .always(HTML, copied())
                .always(Fault.status(403), fails(Code.ACCESS_DENIED));
        table.destination("POST", UPLOADS)
                .once(Fault.status(503), copied())
                .once(new Fault.Reset(), copied())
                .once(new Fault.TokensExpire(), copied())
                .always(Fault.without("Location"), fails(Code.UNEXPECTED_ANSWER))
                .always(new Fault.Header("Location", "not an address"), fails(Code.ADDRESS_REFUSED))
                .always(new Fault.Header("Location", "http://minio_1:9000/up"), fails(Code.ADDRESS_REFUSED))
                .always(new Fault.Header("Location", "ftp://127.0.0.1/up"), fails(Code.ADDRESS_REFUSED))
                .always(Fault.status(403), fails(Code.ACCESS_DENIED))
                .always(Fault.html(413), fails(Code.UPLOAD_REFUSED))
                .always(HTML, fails(Code.UPLOAD_REFUSED));
        table.destination("PUT", UPLOADS)
                .once(BUSY, copied())
                .once(Fault.status(500), copied())
                .once(new Fault.Silent(), copied())
                .once(new Fault.Reset(), copied())
                .once(new Fault.LoggedOut(), copied())
                .once(new Fault.TokensExpire(), copied())
                .once(new Fault.Overruled(504), copied())
                .always(new Fault.Overruled(504), copied())
                .always(new Fault.Early(Fault.html(413)), fails(Code.UPLOAD_REFUSED))
                .always(new Fault.Early(Fault.status(403)), fails(Code.ACCESS_DENIED))
                .always(new Fault.QueryIgnored(), fails(Code.UPLOAD_REFUSED))
                .always(Fault.html(413), fails(Code.UPLOAD_REFUSED))
                .always(BUSY, fails(Code.RATE_LIMITED))
                .always(new Fault.Reset(), fails(Code.CONNECTION_BROKE));
        table.destination("PUT", MANIFEST)
                .once(BUSY, copied())
                .once(new Fault.Reset(), copied())
                .once(new Fault.TokensExpire(), copied())
                .always(Fault.without("Docker-Content-Digest"), copied())
                .always(LYING, fails(Code.NOT_VERIFIED))
                .always(Fault.status(503), fails(Code.REGISTRY_FAILED))
                .always(Fault.html(413), fails(Code.MANIFEST_REFUSED));
        table.destination("PUT", TAG)
                .once(BUSY, copied())
                .once(new Fault.Reset(), copied())
                .always(Fault.without("Docker-Content-Digest"), copied())
                .always(LYING, new End.FailsWhenAllIsDone(Code.NOT_VERIFIED))
                .always(new Fault.Silent(), fails(Code.TIMED_OUT))
                .always(Fault.status(201), fails(Code.NOT_VERIFIED))
                .always(Fault.status(403), fails(Code.ACCESS_DENIED));
        table.destination("*", EVERYTHING)
                .always(HTML, fails(Code.NOT_A_REGISTRY))
                .always(Fault.html(200), fails(Code.MANIFEST_MALFORMED))
                .always(Fault.status(401), fails(Code.CREDENTIALS_REFUSED));
        return table.cases;
    }

    @ParameterizedTest
    @MethodSource("faults")
    void endsInTheRightImageOrTheRightError(Case row) {
        try (CopyRig rig = new CopyRig()) {
            row.breaks().accept(rig);
            Optional<Problem> problem = rig.copy();
            switch (row.end()) {
                case End.Copied copied -> {
                    assertThat(problem).isEmpty();
                    assertThat(rig.missing(rig.image)).isEmpty();
                    assertThat(rig.destination.openUploads()).isZero();
                }
                case End.Fails fails -> {
                    assertThat(problem.map(Problem::code)).contains(fails.code());
                    assertThat(rig.missing(rig.older)).isEmpty();
                }
                case End.FailsWhenAllIsDone fails -> {
                    assertThat(problem.map(Problem::code)).contains(fails.code());
                    assertThat(rig.missing(rig.image)).isEmpty();
                }
            }
            assertThat(rig.elsewhere.exchanges().all().isEmpty()).isEqualTo(!row.leadsElsewhere());
            assertThat(rig.elsewhere.exchanges().all())
                    .noneMatch(exchange -> exchange.authorization().isPresent());
            assertThat(problem.map(Problem::render).orElse("")).doesNotContain("secret", "token-");
        }
    }
}
