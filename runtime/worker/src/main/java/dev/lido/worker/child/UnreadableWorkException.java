package dev.lido.worker.child;

import dev.lido.protocol.v1.Refused;

/** Placed work cannot be made to run in this worker. */
final class UnreadableWorkException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Refused.Reason reason;

  UnreadableWorkException(Refused.Reason reason, String message) {
    super(Texts.shortened(message), null, false, false);
    this.reason = reason;
  }

  Refused.Reason reason() {
    return reason;
  }

  /** The message, which is always there. */
  String text() {
    return String.valueOf(getMessage());
  }
}
