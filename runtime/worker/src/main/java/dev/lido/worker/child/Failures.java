package dev.lido.worker.child;

import com.google.protobuf.ByteString;
import dev.lido.protocol.serial.Throwables;
import dev.lido.protocol.v1.Failure;
import dev.lido.protocol.v1.ThrowableInfo;
import org.jspecify.annotations.Nullable;

/** Makes the failures that callers are told. */
final class Failures {

  /* In bytes. */
  private static final int MOST_TO_KEEP = 32 * 1024;

  private Failures() {}

  /**
   * Describes what a child threw. Methods of that are called: they may never return.
   *
   * @param whole whether it goes itself, too
   */
  static Failure threw(Throwable thrown, boolean whole) {
    return Failure.newBuilder()
        .setKind(Failure.Kind.THREW)
        .setMessage("the task threw " + thrown.getClass().getName())
        .setThrown(Throwables.describe(thrown))
        .setThrownObject(whole ? JavaObjects.writeThrowable(thrown) : ByteString.EMPTY)
        .build();
  }

  static Failure notSerializable(ValueNotSerializableException e) {
    return Failure.newBuilder()
        .setKind(Failure.Kind.VALUE_NOT_SERIALIZABLE)
        .setMessage(String.valueOf(e.getMessage()))
        .build();
  }

  /** A child that was interrupted, and perhaps threw then. */
  static Failure stopped(StopReason reason, @Nullable Failure threw) {
    Failure.Builder failure =
        Failure.newBuilder()
            .setKind(reason.kind())
            .setMessage("the child was interrupted: " + reason.text());
    if (threw != null) {
      failure.setThrown(threw.getThrown());
    }
    return failure.build();
  }

  /** A child that was interrupted, and goes on: where it is. */
  static Failure stuck(Child child, Failure.Kind kind) {
    String message = "child %d ignores its interrupt; it is here:".formatted(child.number());
    return Failure.newBuilder()
        .setKind(kind)
        .setMessage(message)
        .setThrown(Throwables.describeStack("dev.lido.StuckChild", message, child.stack()))
        .build();
  }

  /** As much of a failure as is kept of a child that has ended. */
  static Failure toKeep(Failure failure) {
    Failure.Builder small = failure.toBuilder().clearThrownObject();
    if (failure.getThrown().getSerializedSize() > MOST_TO_KEEP) {
      ThrowableInfo thrown = failure.getThrown();
      small.setThrown(
          ThrowableInfo.newBuilder()
              .setClassName(thrown.getClassName())
              .setMessage(Texts.shortened(thrown.getMessage())));
    }
    return small.build();
  }

  /** What remains to be said when nothing of the above could be made, as when memory is out. */
  static Failure undescribed(Throwable thrown) {
    return Failure.newBuilder()
        .setKind(Failure.Kind.THREW)
        .setMessage("the worker could not describe how the child ended: " + thrown.getClass())
        .build();
  }
}
