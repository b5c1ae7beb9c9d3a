package dev.lido.protocol.stream;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way out, which can write itself: one of a frame's {@code messages}. It is given to
 * one {@link FrameWriter}, once.
 */
public abstract class Outgoing {

  /* What was left before it, and later what goes after it; the queue's alone. */
  @Nullable Outgoing next;

  /** Returns its size in bytes, always the same. */
  public abstract int size();

  /** Writes these bytes. */
  protected abstract void writeTo(CodedOutputStream out) throws IOException;

  /** Returns a message that is what protobuf makes of it. */
  public static Outgoing of(MessageLite message) {
    return new Generated(message);
  }

  private static final class Generated extends Outgoing {
    private final MessageLite message;

    Generated(MessageLite message) {
      this.message = message;
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
}
