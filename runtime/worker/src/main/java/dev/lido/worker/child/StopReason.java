package dev.lido.worker.child;

import dev.lido.protocol.v1.Failure;
import dev.lido.protocol.v1.Refused;

/** Why a child was interrupted. */
public enum StopReason {
  /** Its deadline passed. */
  TIMED_OUT(Failure.Kind.TIMED_OUT, Refused.Reason.TIMED_OUT, "its deadline passed"),
  /** Its caller cancelled it, or is gone. */
  CANCELLED(Failure.Kind.CANCELLED, Refused.Reason.CANCELLED, "its caller cancelled it"),
  /** The worker's drain time was over. */
  DRAINED(Failure.Kind.DRAINED, Refused.Reason.DRAINING, "its worker's drain time was over");

  private final Failure.Kind kind;
  private final Refused.Reason refusal;
  private final String text;

  StopReason(Failure.Kind kind, Refused.Reason refusal, String text) {
    this.kind = kind;
    this.refusal = refusal;
    this.text = text;
  }

  /** How a child of that reason failed. */
  Failure.Kind kind() {
    return kind;
  }

  /** How a child of that reason, which had not started, is refused. */
  Refused.Reason refusal() {
    return refusal;
  }

  /** The reason, for people. */
  String text() {
    return text;
  }
}
