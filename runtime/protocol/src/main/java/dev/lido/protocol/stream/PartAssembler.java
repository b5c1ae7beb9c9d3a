package dev.lido.protocol.stream;

import com.google.protobuf.ByteString;
import java.util.HashMap;
import java.util.Map;

/**
 * Puts payloads together that come in parts, as {@link FrameWriter#writePayload} sends them.
 *
 * <p>Not thread-safe: it belongs to the one thread at a time that reads a stream.
 */
public final class PartAssembler {

  private final Map<Long, ByteString> parts = new HashMap<>();

  /** Keeps a part of the payload of {@code id}. */
  public void add(long id, ByteString part) {
    parts.merge(id, part, ByteString::concat);
  }

  /** Returns the whole payload of {@code id}, and forgets its parts. */
  public ByteString finish(long id, ByteString rest) {
    ByteString before = parts.isEmpty() ? null : parts.remove(id);
    return before == null ? rest : before.concat(rest);
  }
}
