package dev.lido.operator.kubelet;

import java.util.List;
import java.util.Optional;

/** What was heard of workers, without asking. It is thread-safe, and never blocks for long. */
@FunctionalInterface
public interface Hearing {

  /** Hears nothing. */
  Hearing NONE = (namespace, podUid) -> Optional.empty();

  /**
   * Returns what was said of a pod's worker until a moment ago; empty if that is not known, as
   * nobody listens in this namespace now.
   */
  Optional<List<KubeletEvent>> heard(String namespace, String podUid);
}
