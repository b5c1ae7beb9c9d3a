package dev.lido.protocol.stream;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.Status;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads frames: as protobuf does, but for who reads the messages. Fields that it does not know are
 * ignored.
 *
 * @param reader reads each message
 * @param <M> the messages
 */
public record IncomingFrames<M>(MessageReader<M> reader) implements Marshaller<List<M>> {

  /** Reads one message. */
  @FunctionalInterface
  public interface MessageReader<M> {
    /**
     * Reads a message, to its end: the present limit of {@code in}.
     *
     * @param frame what {@code in} reads
     */
    M read(CodedInputStream in, byte[] frame) throws IOException;
  }

  @Override
  public InputStream stream(List<M> frame) {
    throw new UnsupportedOperationException("frames are written by FrameWriter");
  }

  @Override
  public List<M> parse(InputStream stream) {
    try {
      return read(bytes(stream));
    } catch (IOException e) {
      throw Status.INTERNAL
          .withDescription("a frame that cannot be read")
          .withCause(e)
          .asRuntimeException();
    }
  }

  private static byte[] bytes(InputStream stream) throws IOException {
    if (!(stream instanceof KnownLength)) {
      return stream.readAllBytes();
    }
    byte[] bytes = new byte[stream.available()];
    int read = stream.readNBytes(bytes, 0, bytes.length);
    return read == bytes.length ? bytes : Arrays.copyOf(bytes, read);
  }

  private List<M> read(byte[] frame) throws IOException {
    List<M> messages = new ArrayList<>();
    CodedInputStream in = CodedInputStream.newInstance(frame);
    in.pushLimit(frame.length);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == OutgoingFrame.TAG) {
        int limit = in.pushLimit(in.readRawVarint32());
        messages.add(reader.read(in, frame));
        in.popLimit(limit);
      } else if (!in.skipField(tag)) {
        throw new InvalidProtocolBufferException("the end of a group that has not begun");
      }
    }
    return messages;
  }
}
