package dev.lido.worker;

import org.jspecify.annotations.Nullable;

/** A worker could not start; nothing of it is left running. */
public class WorkerStartException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception. */
  public WorkerStartException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
