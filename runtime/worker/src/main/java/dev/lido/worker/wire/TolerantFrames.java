package dev.lido.worker.wire;

import dev.lido.protocol.v1.CallerFrame;
import io.grpc.MethodDescriptor.Marshaller;
import java.io.InputStream;

/**
 * Reads callers' frames. One that is none becomes {@link #BAD}, for its stream to be ended in order:
 * what gRPC does with it by itself is a stack trace.
 */
record TolerantFrames(Marshaller<CallerFrame> usual) implements Marshaller<CallerFrame> {

  /** Stands for a frame that cannot be read; to be told by its identity. */
  static final CallerFrame BAD = CallerFrame.newBuilder().build();

  @Override
  public InputStream stream(CallerFrame frame) {
    return usual.stream(frame);
  }

  @Override
  public CallerFrame parse(InputStream bytes) {
    try {
      return usual.parse(bytes);
    } catch (RuntimeException unreadable) {
      return BAD;
    }
  }
}
