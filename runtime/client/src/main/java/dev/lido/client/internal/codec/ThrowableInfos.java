package dev.lido.client.internal.codec;

import com.google.protobuf.ByteString;
import dev.lido.protocol.v1.StackFrame;
import dev.lido.protocol.v1.ThrowableInfo;
import java.io.IOException;
import java.util.Optional;

/** Describes what was thrown, as a worker does. */
public final class ThrowableInfos {

  private static final int DEEPEST = 100;

  private ThrowableInfos() {}

  /** Returns what is known of a throwable without its class. */
  public static ThrowableInfo of(Throwable thrown) {
    return of(thrown, 0);
  }

  private static ThrowableInfo of(Throwable thrown, int depth) {
    ThrowableInfo.Builder info =
        ThrowableInfo.newBuilder().setClassName(thrown.getClass().getName());
    if (thrown.getMessage() != null) {
      info.setMessage(thrown.getMessage());
    }
    for (StackTraceElement frame : thrown.getStackTrace()) {
      info.addFrames(of(frame));
    }
    if (thrown.getCause() != null && depth < DEEPEST) {
      info.setCause(of(thrown.getCause(), depth + 1));
    }
    return info.build();
  }

  private static StackFrame of(StackTraceElement frame) {
    StackFrame.Builder described =
        StackFrame.newBuilder()
            .setClassName(frame.getClassName())
            .setMethod(frame.getMethodName())
            .setLine(frame.getLineNumber());
    if (frame.getFileName() != null) {
      described.setFile(frame.getFileName());
    }
    return described.build();
  }

  /** Returns the throwable itself; empty if it is not serializable. */
  public static Optional<ByteString> serialized(Throwable thrown) {
    try {
      return Optional.of(TaskCodec.write(thrown));
    } catch (IOException | RuntimeException | StackOverflowError notSerializable) {
      return Optional.empty();
    }
  }
}
