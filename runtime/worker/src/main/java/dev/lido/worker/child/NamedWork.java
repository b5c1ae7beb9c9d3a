package dev.lido.worker.child;

import com.google.protobuf.ByteString;
import dev.lido.worker.TaskHandler;

/** A named task of a caller. */
record NamedWork(TaskHandler handler, ByteString argument) implements Work {

  @Override
  public String title() {
    return handler.name();
  }

  @Override
  public ByteString run() throws Exception {
    byte[] value = handler.handle(argument.toByteArray());
    return value == null ? ByteString.EMPTY : ByteString.copyFrom(value);
  }
}
