package dev.lido.client;

import io.fabric8.kubernetes.client.KubernetesClient;

/**
 * The pools of a Kubernetes cluster; where a caller begins.
 *
 * <pre>{@code
 * try (Pools pools = Pools.connect()) {
 *   Pool thumbnails = pools.pool("thumbnails");
 *   byte[] png = thumbnails.call(() -> Ffmpeg.frame(video, 10));
 * }
 * }</pre>
 *
 * <p>One instance serves a whole process. It watches a pool, and holds one connection to each of its
 * workers, from the pool's first use on. Once a pool is known, calls go on when the API server is
 * away, for however long.
 *
 * <p>Instances are thread-safe.
 */
public interface Pools extends AutoCloseable {

  /**
   * Connects with the credentials that are there: the file that {@code KUBECONFIG} names, else {@code
   * ~/.kube/config}, else the pod's service account.
   *
   * <p>Blocks until the API server has answered, for {@link PoolsBuilder#DEFAULT_CONNECT_TIMEOUT} at
   * most.
   *
   * @throws PoolConnectException if there are none, or the API server does not answer; the message
   *     says what to set
   */
  static Pools connect() {
    return builder().connect();
  }

  /**
   * Connects with a Kubernetes client, which stays the caller's to close.
   *
   * @throws PoolConnectException if the API server does not answer
   */
  static Pools connect(KubernetesClient client) {
    return builder().client(client).connect();
  }

  /** Returns a builder, to say more. */
  static PoolsBuilder builder() {
    return new PoolsBuilder();
  }

  /**
   * Returns a pool of the default namespace: the builder's, else the pod's own or the kubeconfig
   * context's, else {@code default}.
   *
   * <p>Nothing is looked up: that the pool exists shows at its first use.
   *
   * @throws IllegalArgumentException if no pool can have that name
   * @throws PoolClosedException if this is closed
   */
  Pool pool(String name);

  /**
   * Returns a pool.
   *
   * <p>Nothing is looked up: that the pool exists shows at its first use.
   *
   * @throws IllegalArgumentException if no pool can have that name
   * @throws PoolClosedException if this is closed
   */
  Pool pool(String namespace, String name);

  /**
   * Ends everything in order: what is pending fails with {@link PoolClosedException}, linked children
   * are interrupted, connections are closed. It waits for no child. Closing again does nothing.
   */
  @Override
  void close();
}
