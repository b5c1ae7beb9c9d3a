package dev.lido.operator.kubelet;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Listens to what kubelets say of workers, and remembers it as long as the API server does, of
 * 10,000 workers at most. It needs the rights to list and watch events, and hears nothing without.
 * It is thread-safe.
 */
public final class KubeletWatch implements Hearing, AutoCloseable {

  private static final String EVERYWHERE = "";

  private final KubeletMemory memory = new KubeletMemory();
  private final Map<String, EventWatch> watches;
  private List<Thread> threads = List.of();

  /**
   * Makes one that hears nothing before {@link #start}.
   *
   * @param client reaches the API server; it is not closed with this
   * @param namespaces where the workers are; empty: everywhere
   */
  public KubeletWatch(KubernetesClient client, Set<String> namespaces) {
    this.watches =
        (namespaces.isEmpty() ? Stream.of(EVERYWHERE) : namespaces.stream())
            .collect(
                Collectors.toUnmodifiableMap(
                    Function.identity(), namespace -> new EventWatch(client, namespace, memory)));
  }

  /** Starts listening, and does not wait for it. */
  public synchronized void start() {
    threads =
        watches.values().stream()
            .map(watch -> Thread.ofVirtual().name("kubelets").start(watch::listen))
            .toList();
  }

  @Override
  public Optional<List<KubeletEvent>> heard(String namespace, String podUid) {
    @Nullable EventWatch watch = watches.getOrDefault(namespace, watches.get(EVERYWHERE));
    return watch != null && watch.hears() ? Optional.of(memory.of(podUid)) : Optional.empty();
  }

  /** Stops listening. Idempotent. */
  @Override
  public synchronized void close() {
    threads.forEach(Thread::interrupt);
  }
}
