package dev.lido.client.internal.local;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.lido.client.LocalSettings.Handler;
import dev.lido.client.internal.codec.TaskCodec;
import dev.lido.client.internal.codec.ValueCodec;
import dev.lido.client.internal.placement.Work;
import dev.lido.protocol.task.Task;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a child runs: bytes make it, and its value is bytes. */
@FunctionalInterface
interface Job {

  ByteString run() throws Exception;

  static Job of(Work work, Map<String, Handler> handlers) {
    ByteString payload = work.wholePayload();
    String name = work.taskName();
    if (name == null) {
      return () -> runClosure(payload, work.loader());
    }
    Handler handler = Objects.requireNonNull(handlers.get(name));
    return () -> UnsafeByteOperations.unsafeWrap(handler.handle(payload.toByteArray()));
  }

  private static ByteString runClosure(ByteString closure, @Nullable ClassLoader loader)
      throws Exception {
    Task<?> task = (Task<?>) Objects.requireNonNull(ValueCodec.deserialize(closure, loader));
    Object value = task.call();
    return value == null ? ByteString.EMPTY : TaskCodec.serializeValue(value);
  }
}
