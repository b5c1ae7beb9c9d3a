package dev.lido.client.internal.call;

import com.google.protobuf.ByteString;
import dev.lido.client.CodeMismatchException;
import dev.lido.client.PoolException;
import dev.lido.client.internal.codec.ValueCodec;
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
    } catch (IOException | ClassNotFoundException | RuntimeException | LinkageError unreadable) {
      throw new CodeMismatchException(
          Failures.text(call, "the child returned, but its value cannot be read here: ")
              + unreadable
              + "; give this caller the classes that the worker has",
          unreadable,
          Failures.ran(call));
    }
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
