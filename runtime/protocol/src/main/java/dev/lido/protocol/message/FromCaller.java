package dev.lido.protocol.message;

import com.google.protobuf.CodedInputStream;
import dev.lido.protocol.stream.IncomingFrames;
import dev.lido.protocol.v1.CallerMessage;
import java.io.IOException;

/** What a worker reads of a caller. */
public sealed interface FromCaller permits Placing, FromCaller.Other {

  /** A message that is no place. */
  record Other(CallerMessage message) implements FromCaller {}

  /** Returns what reads frames of callers. */
  static IncomingFrames<FromCaller> frames() {
    return new IncomingFrames<>(FromCaller::read);
  }

  private static FromCaller read(CodedInputStream in, byte[] frame) throws IOException {
    int start = in.getTotalBytesRead();
    int size = in.getBytesUntilLimit();
    if (in.readTag() == Placing.TAG && in.readRawVarint32() == in.getBytesUntilLimit()) {
      Placing placing = PlacingReader.read(in);
      if (placing != null) {
        return placing;
      }
    }
    in.skipRawBytes(in.getBytesUntilLimit());
    CallerMessage message = CallerMessage.parser().parseFrom(frame, start, size);
    return message.hasPlace() ? PlacingReader.of(message.getPlace()) : new Other(message);
  }
}
