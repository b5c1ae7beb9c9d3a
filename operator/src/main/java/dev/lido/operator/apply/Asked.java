package dev.lido.operator.apply;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A request that is made beside others, and its answer. Whoever reads it has awaited it. */
final class Asked<T> {

  private final Supplier<T> request;
  private @Nullable T answer;
  private @Nullable KubernetesClientException failure;

  Asked(Supplier<T> request) {
    this.request = request;
  }

  /** Makes the request, and keeps what came of it. */
  Asked<T> ask() {
    try {
      answer = request.get();
    } catch (KubernetesClientException refused) {
      failure = refused;
    }
    return this;
  }

  /**
   * Returns the answer.
   *
   * @throws KubernetesClientException if there was none
   */
  T answer() {
    if (failure != null) {
      throw failure;
    }
    if (answer == null) {
      throw new IllegalStateException("Nobody has asked");
    }
    return answer;
  }
}
