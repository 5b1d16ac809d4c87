package dev.imagesync.terraform;

import dev.imagesync.goplugin.HostLog;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import dev.imagesync.tfvalues.ValueException;
import io.grpc.stub.StreamObserver;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;

/** How every call is answered: whatever goes wrong is a diagnostic with the answer, never a broken call. Thread-safe. */
final class Envelope {

    private final HostLog log;

    Envelope(HostLog log) {
        this.log = log;
    }

    /** Works, and turns what is thrown into a diagnostic; then answers with the diagnostics that there are. */
    <T> void answer(StreamObserver<T> observer, Consumer<Diagnostics> work, Function<Diagnostics, T> response) {
        Diagnostics diagnostics = new Diagnostics(log);
        try {
            work.accept(diagnostics);
        } catch (ImagesyncException e) {
            diagnostics.error(e.problem());
        } catch (ValueException e) {
            diagnostics.error(Problem.ofInput(
                    Code.INPUT_INVALID,
                    String.valueOf(e.getMessage()),
                    "the host sent something that this provider cannot read"));
        } catch (RuntimeException | Error e) {
            e.printStackTrace();
            diagnostics.error(Problem.ofInput(
                    Code.DEFECT,
                    Objects.toString(e.getMessage(), e.getClass().getName()),
                    "report it with the output of the same command under TF_LOG=debug"));
        }
        observer.onNext(response.apply(diagnostics));
        observer.onCompleted();
    }
}
