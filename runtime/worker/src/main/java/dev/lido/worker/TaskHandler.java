package dev.lido.worker;

import org.jspecify.annotations.Nullable;

/**
 * A named task: work that callers place by its name and bytes, without sharing code with the
 * worker.
 *
 * <p>Handlers are {@link java.util.ServiceLoader} providers. A worker creates each of them once,
 * after its {@linkplain WorkerInitializer initialisers} have run; no two may have the same name.
 *
 * <p>Implementations must be thread-safe: {@link #handle} is called by many children at once.
 */
public interface TaskHandler {

  /** Returns the name that callers use; it never changes. */
  String name();

  /**
   * Runs the task, on the child's virtual thread.
   *
   * @param argument the caller's bytes, the handler's own from now on
   * @return the bytes that the caller gets; {@code null} counts as none
   * @throws InterruptedException if the child was interrupted: its deadline passed, its caller
   *     cancelled it or is gone, or the worker's drain time is over
   * @throws Exception whatever went wrong; the caller gets it as the cause of its own exception
   */
  byte @Nullable [] handle(byte[] argument) throws Exception;
}
