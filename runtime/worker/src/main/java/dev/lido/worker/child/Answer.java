package dev.lido.worker.child;

import com.google.protobuf.ByteString;
import dev.lido.protocol.v1.Failure;
import dev.lido.protocol.v1.Refused;

/** The one answer to a place that was admitted. */
public sealed interface Answer {

  /** The child was not started, and will not be. */
  record NotStarted(Refused.Reason reason, String message) implements Answer {}

  /** The child returned this. */
  record Returned(ByteString value) implements Answer {}

  /** The child failed. */
  record Failed(Failure failure) implements Answer {}
}
