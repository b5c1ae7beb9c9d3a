package dev.lido.protocol.message;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.lido.protocol.stream.IncomingFrames;
import dev.lido.protocol.v1.Ended;
import dev.lido.protocol.v1.WorkerMessage;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a caller reads of a worker. */
public sealed interface FromWorker permits Returned, FromWorker.Other {

  /** A message that brings no value. */
  record Other(WorkerMessage message) implements FromWorker {}

  /** Returns what reads frames of workers. */
  static IncomingFrames<FromWorker> frames() {
    return new IncomingFrames<>(FromWorker::read);
  }

  /** Returns a message that was made here. */
  static FromWorker of(WorkerMessage message) {
    Ended ended = message.getEnded();
    return message.hasEnded() && !ended.hasFailure()
        ? new Returned(ended.getId(), ended.getValue())
        : new Other(message);
  }

  private static FromWorker read(CodedInputStream in, byte[] frame) throws IOException {
    int start = in.getTotalBytesRead();
    int size = in.getBytesUntilLimit();
    if (in.readTag() == Returned.TAG && in.readRawVarint32() == in.getBytesUntilLimit()) {
      Returned returned = returned(in);
      if (returned != null) {
        return returned;
      }
    }
    in.skipRawBytes(in.getBytesUntilLimit());
    return of(WorkerMessage.parser().parseFrom(frame, start, size));
  }

  /** Returns {@code null} if there is more than an id and a value: that is for protobuf to read. */
  private static @Nullable Returned returned(CodedInputStream in) throws IOException {
    long id = 0;
    ByteString value = ByteString.EMPTY;
    while (true) {
      switch (in.readTag()) {
        case 0 -> {
          return new Returned(id, value);
        }
        case Ended.ID_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_VARINT -> id = in.readUInt64();
        case Ended.VALUE_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED ->
            value = in.readBytes();
        default -> {
          return null;
        }
      }
    }
  }
}
