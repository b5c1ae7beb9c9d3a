package dev.lido.cli.pools;

import io.fabric8.kubernetes.client.KubernetesClientException;

/** The API server refused a pool of a file; the message names the pool. */
public final class PoolRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final KubernetesClientException refusal;

  PoolRefusedException(String name, KubernetesClientException refusal) {
    super("pool " + name, refusal);
    this.refusal = refusal;
  }

  /** Returns what the API server said. */
  public KubernetesClientException refusal() {
    return refusal;
  }
}
