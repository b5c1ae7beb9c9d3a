package dev.lido.client.internal.codec;

/** Something cannot be sent; the message says what is in the way. */
public final class UnserializableException extends Exception {

  private static final long serialVersionUID = 1L;

  UnserializableException(String message, Throwable cause) {
    super(message, cause);
  }
}
