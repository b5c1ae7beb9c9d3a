package dev.lido.worker;

/**
 * Prepares a worker before it is ready: loads a model, opens connections, waits for peers.
 *
 * <p>Initialisers are {@link java.util.ServiceLoader} providers. They run one after the other on one
 * platform thread, once in the life of a worker. Until all of them have returned the worker is alive
 * but not ready, and takes no child; one that hangs leaves the worker so.
 */
public interface WorkerInitializer {

  /**
   * Prepares the worker.
   *
   * @throws Exception if the worker cannot be of use: its start fails, and its process ends with
   *     exit code 1
   */
  void initialize() throws Exception;
}
