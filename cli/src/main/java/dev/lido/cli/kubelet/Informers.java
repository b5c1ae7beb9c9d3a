package dev.lido.cli.kubelet;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Informers that never give up. Used by one thread. */
final class Informers implements AutoCloseable {

  private final KubernetesClient client;
  private final Optional<String> namespace;
  private final List<SharedIndexInformer<?>> all = new ArrayList<>();

  Informers(KubernetesClient client, Optional<String> namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /** Returns an informer that is not yet running. */
  <T extends HasMetadata> SharedIndexInformer<T> of(Class<T> type) {
    SharedIndexInformer<T> informer =
        namespace.isPresent()
            ? client.resources(type).inNamespace(namespace.get()).runnableInformer(0)
            : client.resources(type).inAnyNamespace().runnableInformer(0);
    informer.exceptionHandler((started, failed) -> true);
    all.add(informer);
    return informer;
  }

  /** Starts them all at once, and returns when each knows what exists. */
  void start() {
    CompletableFuture.allOf(
            all.stream()
                .map(informer -> informer.start().toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new))
        .join();
  }

  @Override
  public void close() {
    all.forEach(SharedIndexInformer::close);
  }
}
