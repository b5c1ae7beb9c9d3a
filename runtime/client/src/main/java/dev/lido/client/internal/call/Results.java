package dev.lido.client.internal.call;

import com.google.protobuf.ByteString;
import dev.lido.client.ChildId;
import dev.lido.client.CodeMismatchException;
import dev.lido.client.FailureContext;
import dev.lido.client.PoolClosedException;
import dev.lido.client.PoolException;
import dev.lido.client.internal.codec.ValueCodec;
import dev.lido.protocol.serial.RefusedObjectException;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Makes of a call's outcome what its caller gets; in the caller's thread, for its stack. */
public final class Results {

  private Results() {}

  /**
   * Returns the value of a closure.
   *
   * @throws PoolException if there is none
   */
  public static @Nullable Object object(Call call) {
    ByteString bytes = bytesOf(call);
    try {
      return ValueCodec.deserialize(bytes, call.request().loader());
    } catch (IOException | ClassNotFoundException | RuntimeException | Error unreadable) {
      throw new CodeMismatchException(
          Failures.text(call, "the child returned, but its value cannot be read here: ")
              + why(unreadable),
          unreadable,
          Failures.ran(call));
    }
  }

  private static String why(Throwable unreadable) {
    return switch (unreadable) {
      case RefusedObjectException refused -> String.valueOf(refused.getMessage());
      case StackOverflowError deep -> "it is nested too deep";
      case RuntimeException own -> "its class threw as it was read: " + own;
      case AssertionError own -> "its class threw as it was read: " + own;
      default -> unreadable + "; give this caller the classes that the worker has";
    };
  }

  /**
   * Returns the value of a named task.
   *
   * @throws PoolException if there is none
   */
  public static byte[] bytes(Call call) {
    return bytesOf(call).toByteArray();
  }

  /** Returns the exception of a pool that cannot be used. */
  public static PoolException unusable(String pool, Outcome.Unusable problem) {
    return Failures.unusable(pool, problem);
  }

  /** Returns the exception of what waits, or begins to, when everything is closed. */
  public static PoolException closed(String pool) {
    return new PoolClosedException(
        "pool " + pool + ": Pools.close() was called; connect again",
        null,
        FailureContext.unplaced(pool));
  }

  /**
   * Returns which child a call has placed.
   *
   * @throws PoolException if it was not started
   */
  public static ChildId child(PlaceCall call) {
    PlaceCall.Started started = call.started();
    if (started == null || call.outcome() == Outcome.Plain.INTERRUPTED) {
      bytesOf(call);
      throw new IllegalStateException("a child ended without having started");
    }
    if (call.isMisunderstood()) {
      throw new CodeMismatchException(
          Failures.text(
                  call, "the worker is too old for placed children, and the child is cancelled;")
              + " update the worker's image",
          null,
          Failures.ran(call));
    }
    return new ChildId(started.worker(), started.child());
  }

  private static ByteString bytesOf(Call call) {
    Outcome outcome = call.outcome();
    if (outcome instanceof Outcome.Value value) {
      return value.bytes();
    }
    if (outcome == null || outcome == Outcome.Plain.CANCELLED) {
      throw new CancellationException("the caller cancelled the call");
    }
    throw Failures.of(call, outcome);
  }
}
