package dev.lido.protocol.stream;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor.Marshaller;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages that go together, as gRPC takes them. Not thread-safe; it is sent once. */
public final class OutgoingFrame extends InputStream implements KnownLength, Drainable {

  /** {@code repeated ... messages = 1}, of either frame. */
  static final int TAG = 1 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;

  private static final int BUFFER_BYTES = 4096;

  private @Nullable Outgoing first;
  private @Nullable Outgoing last;
  private int size;
  private int messageBytes;
  private @Nullable ByteArrayInputStream read;

  OutgoingFrame() {}

  /** Returns what writes frames; it reads none. */
  public static Marshaller<OutgoingFrame> marshaller() {
    return new Writing();
  }

  void add(Outgoing message) {
    if (last == null) {
      first = message;
    } else {
      last.next = message;
    }
    message.next = null;
    last = message;
    int bytes = message.size();
    messageBytes += bytes;
    size += 1 + CodedOutputStream.computeUInt32SizeNoTag(bytes) + bytes;
  }

  /** Returns how many bytes the present messages take. */
  int size() {
    return size;
  }

  /** Returns how many bytes the messages are by themselves. */
  int messageBytes() {
    return messageBytes;
  }

  boolean isEmpty() {
    return first == null;
  }

  /** Returns the messages, in order. */
  List<Outgoing> messages() {
    List<Outgoing> all = new ArrayList<>();
    for (Outgoing message = first; message != null; message = message.next) {
      all.add(message);
    }
    return all;
  }

  @Override
  public int drainTo(OutputStream target) throws IOException {
    CodedOutputStream out = CodedOutputStream.newInstance(target, Math.min(size, BUFFER_BYTES));
    for (Outgoing message = first; message != null; message = message.next) {
      out.writeUInt32NoTag(TAG);
      out.writeUInt32NoTag(message.size());
      message.writeTo(out);
    }
    out.flush();
    int drained = size;
    first = null;
    size = 0;
    return drained;
  }

  @Override
  public int available() {
    return read == null ? size : read.available();
  }

  @Override
  public int read() throws IOException {
    return bytes().read();
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    return bytes().read(into, offset, length);
  }

  /** gRPC drains frames; tests, and what compresses, read them. */
  private InputStream bytes() throws IOException {
    if (read == null) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(size);
      drainTo(bytes);
      read = new ByteArrayInputStream(bytes.toByteArray());
    }
    return read;
  }

  private static final class Writing implements Marshaller<OutgoingFrame> {
    @Override
    public InputStream stream(OutgoingFrame frame) {
      return frame;
    }

    @Override
    public OutgoingFrame parse(InputStream bytes) {
      throw new UnsupportedOperationException("frames are read by IncomingFrames");
    }
  }
}
