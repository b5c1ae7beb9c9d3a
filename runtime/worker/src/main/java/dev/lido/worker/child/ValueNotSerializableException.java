package dev.lido.worker.child;

/** A child's value cannot be sent to its caller. */
final class ValueNotSerializableException extends Exception {

  private static final long serialVersionUID = 1L;

  ValueNotSerializableException(String message, Throwable cause) {
    super(Texts.shortened(message), cause);
  }
}
