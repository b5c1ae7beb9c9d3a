package dev.lido.protocol.message;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import dev.lido.protocol.stream.Outgoing;
import dev.lido.protocol.stream.OutgoingPayload;
import dev.lido.protocol.v1.Ended;
import dev.lido.protocol.v1.Part;
import dev.lido.protocol.v1.WorkerMessage;
import java.io.IOException;

/** A worker's message that has an {@link Ended} with a value. Thread-safe. */
public final class Returned extends OutgoingPayload implements FromWorker {

  static final int TAG =
      WorkerMessage.ENDED_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;

  private final long id;
  private final ByteString value;

  /** Creates the message: the child of this id returned that value. */
  public Returned(long id, ByteString value) {
    this.id = id;
    this.value = value;
  }

  /** Returns the id of the child's place. */
  public long id() {
    return id;
  }

  /** Returns the value. */
  @Override
  public ByteString payload() {
    return value;
  }

  @Override
  public Outgoing part(ByteString data) {
    Part part = Part.newBuilder().setId(id).setData(data).build();
    return Outgoing.of(WorkerMessage.newBuilder().setPart(part).build());
  }

  @Override
  public Returned last(ByteString rest) {
    return new Returned(id, rest);
  }

  @Override
  public int size() {
    int ended = endedSize();
    return 1 + CodedOutputStream.computeUInt32SizeNoTag(ended) + ended;
  }

  private int endedSize() {
    int size = CodedOutputStream.computeBytesSize(Ended.VALUE_FIELD_NUMBER, value);
    return id == 0 ? size : size + CodedOutputStream.computeUInt64Size(Ended.ID_FIELD_NUMBER, id);
  }

  @Override
  protected void writeTo(CodedOutputStream out) throws IOException {
    out.writeUInt32NoTag(TAG);
    out.writeUInt32NoTag(endedSize());
    if (id != 0) {
      out.writeUInt64(Ended.ID_FIELD_NUMBER, id);
    }
    out.writeBytes(Ended.VALUE_FIELD_NUMBER, value);
  }
}
