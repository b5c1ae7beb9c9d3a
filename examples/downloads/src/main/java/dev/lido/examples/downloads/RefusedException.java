package dev.lido.examples.downloads;

import java.io.IOException;

/** The site will not answer this request, however often it is asked. */
final class RefusedException extends IOException {

  private static final long serialVersionUID = 1L;

  RefusedException(String message) {
    super(message);
  }
}
