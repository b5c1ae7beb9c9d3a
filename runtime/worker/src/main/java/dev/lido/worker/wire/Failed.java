package dev.lido.worker.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import dev.lido.protocol.stream.Outgoing;
import dev.lido.protocol.stream.OutgoingPayload;
import dev.lido.protocol.v1.Ended;
import dev.lido.protocol.v1.Failure;
import dev.lido.protocol.v1.Part;
import dev.lido.protocol.v1.WorkerMessage;
import java.io.IOException;

/** The end of a child that failed; its payload is what the child threw. */
final class Failed extends OutgoingPayload {

  private final long id;
  private final Failure failure;
  private final WorkerMessage message;

  Failed(long id, Failure failure) {
    this.id = id;
    this.failure = failure;
    this.message =
        WorkerMessage.newBuilder()
            .setEnded(Ended.newBuilder().setId(id).setFailure(failure))
            .build();
  }

  @Override
  public ByteString payload() {
    return failure.getThrownObject();
  }

  @Override
  public Outgoing part(ByteString data) {
    Part part = Part.newBuilder().setId(id).setData(data).build();
    return Outgoing.of(WorkerMessage.newBuilder().setPart(part).build());
  }

  @Override
  public Outgoing last(ByteString rest) {
    return new Failed(id, failure.toBuilder().setThrownObject(rest).build());
  }

  @Override
  public int size() {
    return message.getSerializedSize();
  }

  @Override
  protected void writeTo(CodedOutputStream out) throws IOException {
    message.writeTo(out);
  }
}
