package dev.lido.client.internal.codec;

import com.google.protobuf.ByteString;
import dev.lido.client.FailureContext;
import dev.lido.client.TaskNotSerializableException;
import dev.lido.protocol.closure.CompactValues;
import dev.lido.protocol.closure.LambdaMaker;
import dev.lido.protocol.serial.FieldPath;
import dev.lido.protocol.task.Task;
import dev.lido.protocol.task.WrappedTask;
import dev.lido.protocol.v1.LambdaShape;
import java.io.IOException;
import java.io.ObjectOutputStream;
import org.jspecify.annotations.Nullable;

/** Turns closures and values into bytes. */
public final class TaskCodec {

  private TaskCodec() {}

  /**
   * Serializes a closure.
   *
   * @throws TaskNotSerializableException if something in it is not serializable; it says what
   */
  public static ByteString serialize(String pool, Task<?> task) {
    return orRefuse(pool, () -> serialize(task, WrappedTask.workOf(task)));
  }

  /**
   * Serializes what a lambda captured.
   *
   * @throws TaskNotSerializableException if something in it is not serializable; it says what
   */
  public static ByteString serialize(String pool, Task<?> task, @Nullable Object[] captured) {
    return captured.length == 0
        ? CompactValues.NOTHING
        : orRefuse(pool, () -> CompactValues.write(captured, others -> serialize(others, task)));
  }

  private static ByteString orRefuse(String pool, Serialization serialization) {
    try {
      return serialization.run();
    } catch (UnserializableException failure) {
      throw new TaskNotSerializableException(
          "pool %s: the closure cannot be sent: %s; %s"
              .formatted(
                  pool,
                  failure.getMessage(),
                  "make it Serializable (declare a lambda as a Task or an Action), mark the field"
                      + " transient, or capture only what is needed"),
          failure.getCause(),
          FailureContext.unplaced(pool));
    }
  }

  @FunctionalInterface
  private interface Serialization {
    ByteString run() throws UnserializableException;
  }

  /**
   * Returns a lambda as a worker reads it that does not know shapes: serialized whole.
   *
   * @param captured what {@link #serialize(String, Task, Object[])} has made of what it captured
   */
  public static ByteString serializedWhole(
      LambdaShape shape, ByteString captured, ClassLoader loader) {
    try {
      @Nullable Object[] values =
          CompactValues.read(captured, others -> ValueCodec.deserializeOwn(others, loader));
      return write(new LambdaMaker(shape, loader).serializable(values));
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalStateException("what was written here can be read here", e);
    }
  }

  /**
   * Serializes a value.
   *
   * @throws UnserializableException if something in it is not serializable; it says what
   */
  public static ByteString serializeValue(Object value) throws UnserializableException {
    try {
      return write(value);
    } catch (IOException | RuntimeException | StackOverflowError failure) {
      throw new UnserializableException(
          "the task returned a %s, which cannot be sent: %s"
              .formatted(value.getClass().getTypeName(), FieldPath.why(value, failure)),
          failure);
    }
  }

  private static ByteString serialize(Object value, Object forPeople)
      throws UnserializableException {
    try {
      return write(value);
    } catch (IOException | RuntimeException | StackOverflowError failure) {
      throw new UnserializableException(FieldPath.why(forPeople, failure), failure);
    }
  }

  /** Serializes what was thrown; to nothing if it is not serializable. */
  public static ByteString serializeThrown(Throwable thrown) {
    try {
      return write(thrown);
    } catch (IOException | RuntimeException | StackOverflowError notSerializable) {
      return ByteString.EMPTY;
    }
  }

  private static ByteString write(Object value) throws IOException {
    ByteString.Output bytes = ByteString.newOutput(512);
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    return bytes.toByteString();
  }
}
