package dev.lido.client.internal.call;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.lido.client.internal.codec.TaskCodec;
import dev.lido.protocol.code.ClassVersion;
import dev.lido.protocol.code.ClassVersions;
import dev.lido.protocol.task.Task;
import dev.lido.protocol.task.WrappedTask;
import org.jspecify.annotations.Nullable;

/**
 * What a call asks for.
 *
 * @param name the named task; {@code null}: a closure
 * @param payload the serialized closure, or the argument
 * @param loader finds the classes of the value
 * @param code the version of the class that made the closure; {@code null}: it has none
 */
public record Request(
    @Nullable String name,
    ByteString payload,
    @Nullable ClassLoader loader,
    @Nullable ClassVersion code) {

  /**
   * Returns the request for a closure.
   *
   * @throws dev.lido.client.TaskNotSerializableException if it cannot be sent
   */
  public static Request of(String pool, Task<?> task) {
    Object work = WrappedTask.workOf(task);
    return new Request(
        null,
        TaskCodec.serialize(pool, task),
        work.getClass().getClassLoader(),
        ClassVersions.ofMakerOf(work).orElse(null));
  }

  /** Returns the request for a named task. */
  public static Request of(String name, byte[] argument) {
    return new Request(name, UnsafeByteOperations.unsafeWrap(argument), null, null);
  }
}
