package dev.lido.protocol.stream;

import com.google.protobuf.ByteString;
import java.util.HashMap;
import java.util.Map;

/**
 * Puts payloads together that come in parts, as {@link FrameWriter} sends them.
 *
 * <p>Not thread-safe: it belongs to the one thread at a time that reads a stream.
 */
public final class PartAssembler {

  /* What one peer may make this process hold: payloads of others have to fit too. */
  private static final long MOST_BYTES = Runtime.getRuntime().maxMemory() / 2;

  private final Map<Long, ByteString> parts = new HashMap<>();
  private long held;

  /**
   * Keeps a part of the payload of {@code id}.
   *
   * @throws IllegalStateException if all that is not finished would take more than half the heap
   */
  public void add(long id, ByteString part) {
    held += part.size();
    if (held > MOST_BYTES) {
      throw new IllegalStateException(
          "unfinished payloads of more than %d bytes, half of the heap: raise -Xmx, or send less"
              .formatted(MOST_BYTES));
    }
    parts.merge(id, part, ByteString::concat);
  }

  /** Returns the whole payload of {@code id}, and forgets its parts. */
  public ByteString finish(long id, ByteString rest) {
    ByteString before = parts.isEmpty() ? null : parts.remove(id);
    if (before == null) {
      return rest;
    }
    held -= before.size();
    return before.concat(rest);
  }
}
