package dev.lido.client.internal.codec;

import com.google.protobuf.ByteString;
import dev.lido.client.FailureContext;
import dev.lido.client.TaskNotSerializableException;
import dev.lido.protocol.task.Task;
import dev.lido.protocol.task.WrappedTask;
import java.io.IOException;
import java.io.ObjectOutputStream;

/** Turns closures and values into bytes. */
public final class TaskCodec {

  private TaskCodec() {}

  /**
   * Serializes a closure.
   *
   * @throws TaskNotSerializableException if something in it is not serializable; it says what
   */
  public static ByteString serialize(String pool, Task<?> task) {
    try {
      return serialize(task, WrappedTask.workOf(task));
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

  /**
   * Serializes a value.
   *
   * @throws UnserializableException if something in it is not serializable; it says what
   */
  public static ByteString serializeValue(Object value) throws UnserializableException {
    return serialize(value, value);
  }

  private static ByteString serialize(Object value, Object forPeople)
      throws UnserializableException {
    try {
      return write(value);
    } catch (StackOverflowError failure) {
      throw new UnserializableException("it is nested too deeply", failure);
    } catch (IOException | RuntimeException failure) {
      throw new UnserializableException(
          FieldPath.toUnserializable(forPeople).orElseGet(() -> String.valueOf(failure)), failure);
    }
  }

  static ByteString write(Object value) throws IOException {
    ByteString.Output bytes = ByteString.newOutput(512);
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    return bytes.toByteString();
  }
}
