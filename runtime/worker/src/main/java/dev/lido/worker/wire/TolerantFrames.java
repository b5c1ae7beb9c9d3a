package dev.lido.worker.wire;

import dev.lido.protocol.message.FromCaller;
import dev.lido.protocol.stream.IncomingFrames;
import dev.lido.protocol.v1.CallerMessage;
import io.grpc.MethodDescriptor.Marshaller;
import java.io.InputStream;
import java.util.List;

/**
 * Reads callers' frames. One that is none becomes {@link #BAD}, for its stream to be ended in order:
 * what gRPC does with it by itself is a stack trace.
 */
record TolerantFrames(IncomingFrames<FromCaller> usual) implements Marshaller<List<FromCaller>> {

  /** Stands for a frame that cannot be read; to be told by its identity. */
  static final List<FromCaller> BAD =
      List.of(new FromCaller.Other(CallerMessage.getDefaultInstance()));

  @Override
  public InputStream stream(List<FromCaller> frame) {
    return usual.stream(frame);
  }

  @Override
  public List<FromCaller> parse(InputStream bytes) {
    try {
      return usual.parse(bytes);
    } catch (RuntimeException unreadable) {
      return BAD;
    }
  }
}
