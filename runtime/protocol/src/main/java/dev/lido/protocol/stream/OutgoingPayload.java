package dev.lido.protocol.stream;

import com.google.protobuf.ByteString;

/** A message that carries a payload, which may be too large for one message. */
public abstract class OutgoingPayload extends Outgoing {

  /** Returns what it carries. */
  public abstract ByteString payload();

  /** Returns the message of a part of its payload. */
  public abstract Outgoing part(ByteString data);

  /** Returns this message, with what its parts have left of its payload. */
  public abstract Outgoing last(ByteString rest);
}
