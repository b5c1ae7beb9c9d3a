package dev.lido.system.fuzz;

import dev.lido.protocol.v1.PlacementGrpc;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Frames as bytes, whatever they say. */
public final class RawFrames implements Marshaller<byte[]> {

  /** The wire's only stream, of frames as bytes. */
  public static final MethodDescriptor<byte[], byte[]> CONNECT =
      PlacementGrpc.getConnectMethod().toBuilder(new RawFrames(), new RawFrames()).build();

  @Override
  public InputStream stream(byte[] frame) {
    return new ByteArrayInputStream(frame);
  }

  @Override
  public byte[] parse(InputStream frame) {
    try {
      return frame.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
