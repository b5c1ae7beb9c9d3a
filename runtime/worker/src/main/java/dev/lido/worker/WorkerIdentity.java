package dev.lido.worker;

/**
 * Which worker this is.
 *
 * @param namespace the namespace of its pool
 * @param pool the name of its pool
 * @param partition the number of its partition, from 0
 * @param worker its own name, that of its pod
 */
public record WorkerIdentity(String namespace, String pool, int partition, String worker) {

  /**
   * Checks the identity.
   *
   * @throws IllegalArgumentException if a name is empty or the partition negative
   */
  public WorkerIdentity {
    if (namespace.isEmpty() || pool.isEmpty() || worker.isEmpty() || partition < 0) {
      throw new IllegalArgumentException(
          "a worker needs a namespace, a pool, a name and a partition from 0");
    }
  }

  @Override
  public String toString() {
    return "%s (pool %s/%s, partition %d)".formatted(worker, namespace, pool, partition);
  }
}
