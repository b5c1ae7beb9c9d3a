package dev.lido.worker;

/** A worker could not bind a port: it is taken, or its address is not this machine's. */
public final class CannotListenException extends WorkerStartException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception. */
  public CannotListenException(String message, Throwable cause) {
    super(message, cause);
  }
}
