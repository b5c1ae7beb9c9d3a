package dev.lido.client;

import dev.lido.client.internal.Entry;
import dev.lido.protocol.tls.Tls;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Says how to connect. Not thread-safe. */
public final class PoolsBuilder {

  /** How long the API server, or a worker, may take to answer at first, if nothing else is said. */
  public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private @Nullable KubernetesClient client;
  private @Nullable String namespace;
  private Duration connectTimeout = DEFAULT_CONNECT_TIMEOUT;
  private @Nullable Tls tls;

  PoolsBuilder() {}

  /**
   * Uses a Kubernetes client, which stays the caller's to close. The default is one with the
   * credentials that are there, see {@link Pools#connect()}.
   */
  public PoolsBuilder client(KubernetesClient use) {
    this.client = use;
    return this;
  }

  /**
   * Sets the namespace of {@link Pools#pool(String)}. The default is the pod's own or the kubeconfig
   * context's, else {@code default}.
   */
  public PoolsBuilder namespace(String defaultNamespace) {
    this.namespace = defaultNamespace;
    return this;
  }

  /**
   * Sets how long the API server, or a worker, may take to answer at first. The default is 10 s.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public PoolsBuilder connectTimeout(Duration timeout) {
    if (!timeout.isPositive()) {
      throw new IllegalArgumentException("connectTimeout must be positive, but is " + timeout);
    }
    this.connectTimeout = timeout;
    return this;
  }

  /**
   * Sets how this caller and the workers know each other: mutual TLS from files, or plaintext. The
   * default is what the environment says, see {@link Tls}; there is none where that says nothing.
   */
  public PoolsBuilder tls(Tls use) {
    this.tls = use;
    return this;
  }

  /**
   * Connects. Blocks until the API server has answered, for the {@link #connectTimeout} at most.
   *
   * @throws PoolConnectException if there are no credentials, the API server does not answer, or
   *     nothing says how the workers are spoken to, or the files for that are bad; the message says
   *     what to set
   */
  public Pools connect() {
    return Entry.connect(client, namespace, connectTimeout, tls);
  }
}
