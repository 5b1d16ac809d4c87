package dev.imagesync.pulumi;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.Objects;
import java.util.function.Supplier;

/** Every outcome of a call is an answer or a gRPC status with a message for the user. */
final class Answers {

    private Answers() {}

    static <T> void answer(StreamObserver<T> observer, Supplier<T> work) {
        T result;
        try {
            result = work.get();
        } catch (ImagesyncException e) {
            observer.onError(status(e));
            return;
        } catch (RuntimeException | Error e) {
            e.printStackTrace();
            observer.onError(Status.UNKNOWN
                    .withDescription(Problem.ofInput(
                                    Code.DEFECT,
                                    Objects.toString(
                                            e.getMessage(), e.getClass().getName()),
                                    "report it with the output of the same command under --logtostderr -v=9")
                            .render())
                    .asRuntimeException());
            return;
        }
        observer.onNext(result);
        observer.onCompleted();
    }

    private static StatusRuntimeException status(ImagesyncException e) {
        Status status = e.code() == Code.CANCELLED ? Status.CANCELLED : Status.UNKNOWN;
        return status.withDescription(Spelling.spell(e.problem().render())).asRuntimeException();
    }
}
