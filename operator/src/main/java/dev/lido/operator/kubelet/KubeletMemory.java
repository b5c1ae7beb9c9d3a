package dev.lido.operator.kubelet;

import dev.lido.operator.memory.Latest;
import io.fabric8.kubernetes.api.model.Event;
import java.util.List;
import java.util.Map;

/**
 * What was said of workers, and has not expired; of very many, of those that it was said of last. It
 * is thread-safe.
 */
final class KubeletMemory {

  /** Of 10,000 workers it holds some MiB. */
  static final int MOST_PODS = 10_000;

  /** A kubelet writes what differs little as one. */
  private static final int MOST_EVENTS = 32;

  private final Map<String, Map<String, KubeletEvent>> pods = new Latest<>(MOST_PODS);

  /** Notes an event that was written, or written anew. */
  synchronized void note(Event event) {
    KubeletEvent.read(event)
        .ifPresent(
            said ->
                pods.computeIfAbsent(pod(event), uid -> new Latest<>(MOST_EVENTS))
                    .put(event.getMetadata().getName(), said));
  }

  /** Forgets an event that has expired. */
  synchronized void forget(Event event) {
    pods.computeIfPresent(
        pod(event),
        (uid, said) -> {
          said.remove(event.getMetadata().getName());
          return said.isEmpty() ? null : said;
        });
  }

  synchronized List<KubeletEvent> of(String podUid) {
    return List.copyOf(pods.getOrDefault(podUid, Map.of()).values());
  }

  private static String pod(Event event) {
    return event.getInvolvedObject().getUid();
  }
}
