package dev.lido.protocol.serial;

import java.io.ObjectStreamException;

/** An object was not read, because the {@link SerialFilter} refused it; the message says what to do. */
public final class RefusedObjectException extends ObjectStreamException {

  private static final long serialVersionUID = 1L;

  RefusedObjectException(String message) {
    super(message);
  }
}
