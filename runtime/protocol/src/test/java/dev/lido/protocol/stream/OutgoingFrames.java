package dev.lido.protocol.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Frames as the peer gets them. */
public final class OutgoingFrames {

  private OutgoingFrames() {}

  /** Returns the bytes of a frame of these messages. */
  public static byte[] bytes(List<? extends Outgoing> messages) {
    OutgoingFrame frame = new OutgoingFrame();
    messages.forEach(frame::add);
    try {
      return frame.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
