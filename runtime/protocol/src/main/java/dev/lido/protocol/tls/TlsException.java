package dev.lido.protocol.tls;

import org.jspecify.annotations.Nullable;

/** The wire cannot be secured as asked for; the message says what is wrong and what to write. */
public final class TlsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception. */
  public TlsException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
