package dev.lido.client.internal.call;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.lido.client.internal.codec.TaskCodec;
import dev.lido.protocol.task.Task;
import dev.lido.protocol.task.WrappedTask;
import org.jspecify.annotations.Nullable;

/**
 * What a call asks for.
 *
 * @param name the named task; {@code null}: a closure
 * @param payload the serialized closure, or the argument
 * @param loader finds the classes of the value
 */
public record Request(@Nullable String name, ByteString payload, @Nullable ClassLoader loader) {

  /**
   * Returns the request for a closure.
   *
   * @throws dev.lido.client.TaskNotSerializableException if it cannot be sent
   */
  public static Request of(String pool, Task<?> task) {
    return new Request(
        null,
        TaskCodec.serialize(pool, task),
        WrappedTask.workOf(task).getClass().getClassLoader());
  }

  /** Returns the request for a named task. */
  public static Request of(String name, byte[] argument) {
    return new Request(name, UnsafeByteOperations.unsafeWrap(argument), null);
  }
}
