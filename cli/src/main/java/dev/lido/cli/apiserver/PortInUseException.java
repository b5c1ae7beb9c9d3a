package dev.lido.cli.apiserver;

/** The port that the API server shall listen on is taken. */
public final class PortInUseException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PortInUseException(int port, Throwable cause) {
    super("port " + port + " of 127.0.0.1 is in use: choose another, or leave --port out", cause);
  }
}
