package dev.lido.client.internal.codec;

import com.google.protobuf.ByteString;
import dev.lido.client.RemoteFailure;
import dev.lido.protocol.v1.Failure;
import dev.lido.protocol.v1.StackFrame;
import dev.lido.protocol.v1.ThrowableInfo;
import org.jspecify.annotations.Nullable;

/** Brings back what a child threw. */
public final class RemoteThrowables {

  private static final int DEEPEST = 100;

  private RemoteThrowables() {}

  /** Returns what was thrown, or what stands in for it; {@code null} if the worker did not say. */
  public static @Nullable Throwable of(Failure failure, @Nullable ClassLoader loader) {
    Throwable thrown = original(failure.getThrownObject(), loader);
    if (thrown == null && failure.hasThrown()) {
      thrown = standIn(failure.getThrown(), 0);
    }
    return thrown;
  }

  /** Returns what stands in for what a child threw, wherever it is read. */
  public static RemoteFailure standIn(Failure failure) {
    return failure.hasThrown()
        ? standIn(failure.getThrown(), 0)
        : new RemoteFailure("java.lang.Throwable", failure.getMessage(), null);
  }

  /** A class that is not here, or is another here, must not hide what happened there. */
  private static @Nullable Throwable original(ByteString bytes, @Nullable ClassLoader loader) {
    try {
      return ValueCodec.deserialize(bytes, loader) instanceof Throwable thrown ? thrown : null;
    } catch (Exception | LinkageError | StackOverflowError unreadable) {
      return null;
    }
  }

  private static RemoteFailure standIn(ThrowableInfo info, int depth) {
    Throwable cause =
        info.hasCause() && depth < DEEPEST ? standIn(info.getCause(), depth + 1) : null;
    String message = info.hasMessage() ? info.getMessage() : null;
    RemoteFailure failure = new RemoteFailure(info.getClassName(), message, cause);
    failure.setStackTrace(
        info.getFramesList().stream()
            .map(RemoteThrowables::frame)
            .toArray(StackTraceElement[]::new));
    if (depth < DEEPEST) {
      info.getSuppressedList()
          .forEach(suppressed -> failure.addSuppressed(standIn(suppressed, depth + 1)));
    }
    return failure;
  }

  private static StackTraceElement frame(StackFrame frame) {
    String file = frame.hasFile() ? frame.getFile() : null;
    return new StackTraceElement(frame.getClassName(), frame.getMethod(), file, frame.getLine());
  }
}
