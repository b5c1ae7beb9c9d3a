package dev.lido.client.internal.call;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.lido.client.internal.codec.TaskCodec;
import dev.lido.protocol.closure.LambdaParts;
import dev.lido.protocol.code.ClassVersion;
import dev.lido.protocol.code.ClassVersions;
import dev.lido.protocol.task.Task;
import dev.lido.protocol.task.WrappedTask;
import dev.lido.protocol.v1.LambdaShape;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a call asks for.
 *
 * @param name the named task; {@code null}: a closure
 * @param payload the serialized closure, what a lambda captured, or the argument
 * @param loader finds the classes of the value
 * @param code the version of the class that made the closure; {@code null}: it has none
 * @param lambda the lambda that the payload is what it captured of; {@code null}: it is none
 */
public record Request(
    @Nullable String name,
    ByteString payload,
    @Nullable ClassLoader loader,
    @Nullable ClassVersion code,
    @Nullable LambdaShape lambda) {

  /**
   * Returns the request for a closure.
   *
   * @throws dev.lido.client.TaskNotSerializableException if it cannot be sent
   */
  public static Request of(String pool, Task<?> task) {
    Object work = WrappedTask.workOf(Objects.requireNonNull(task, "the task"));
    LambdaParts lambda = LambdaParts.of(task).orElse(null);
    return new Request(
        null,
        lambda == null
            ? TaskCodec.serialize(pool, task)
            : TaskCodec.serialize(pool, task, lambda.captured()),
        work.getClass().getClassLoader(),
        ClassVersions.ofMakerOf(work).orElse(null),
        lambda == null ? null : lambda.shape());
  }

  /** Returns the request for a named task. */
  public static Request of(String name, byte[] argument) {
    return new Request(
        Objects.requireNonNull(name, "the name of the task"),
        UnsafeByteOperations.unsafeWrap(Objects.requireNonNull(argument, "the task's argument")),
        null,
        null,
        null);
  }
}
