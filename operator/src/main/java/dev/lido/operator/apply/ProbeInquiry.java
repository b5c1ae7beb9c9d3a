package dev.lido.operator.apply;

import dev.lido.operator.kubelet.Hearing;
import dev.lido.operator.kubelet.KubeletEvent;
import dev.lido.operator.kubelet.ProbeFailure;
import dev.lido.operator.memory.Latest;
import dev.lido.operator.observe.End;
import dev.lido.operator.observe.End.Kind;
import dev.lido.operator.observe.PoolView;
import dev.lido.operator.observe.Worker;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out which workers ended because a probe failed. A pod's status does not tell: it has but the
 * exit code of a worker that was told to stop. The kubelet says it in an event of the pod.
 *
 * <p>Normally that was heard when the worker ended, or nothing was. It asks if nobody listens, and
 * where what was heard may not be all: an event can come a moment after the pod's status. It asks
 * once for each worker that ended by its own doing, and remembers the answer; who does not remember
 * asks again. It is thread-safe.
 */
public final class ProbeInquiry {

  private static final Logger LOGGER = LoggerFactory.getLogger(ProbeInquiry.class);

  private static final Set<Kind> DOUBTFUL = Set.of(Kind.EXITED, Kind.KILLED);

  /** When more workers end at a time, it was no probe of theirs; asking would take long. */
  private static final int MOST_QUESTIONS = 20;

  private static final int MEMORY = 1_000;

  private final ClusterApi api;
  private final Hearing hearing;
  private final Parallel parallel;
  private final Map<String, Optional<Kind>> answers =
      Collections.synchronizedMap(new Latest<>(MEMORY));

  /** Makes one that asks the API server what was not heard. */
  public ProbeInquiry(ClusterApi api, Hearing hearing, Parallel parallel) {
    this.api = api;
    this.hearing = hearing;
    this.parallel = parallel;
  }

  /**
   * Returns the view, in which workers whose probe failed have ended so.
   *
   * @throws InterruptedException if interrupted
   */
  public PoolView explain(PoolView view) throws InterruptedException {
    if (view.workers().stream().noneMatch(ProbeInquiry::isDoubtful)) {
      return view;
    }
    List<Asked<Boolean>> questions = questions(view);
    if (!questions.isEmpty()) {
      parallel.map(questions, Asked::ask);
    }
    return view.withWorkers(view.workers().stream().map(this::explained).toList());
  }

  /** Returns what has to be asked about a view; the answers are remembered. */
  List<Asked<Boolean>> questions(PoolView view) {
    return view.workers().stream()
        .filter(ProbeInquiry::isDoubtful)
        .filter(worker -> !answers.containsKey(worker.id().uid()))
        .filter(worker -> !isHeard(view.pool().namespace(), worker))
        .limit(MOST_QUESTIONS)
        .map(worker -> new Asked<>(() -> ask(view.pool().namespace(), worker)))
        .toList();
  }

  private static boolean isDoubtful(Worker worker) {
    return worker.end().filter(end -> DOUBTFUL.contains(end.kind())).isPresent();
  }

  /**
   * Returns whether it was heard why a worker ended, and remembers it then. Of one that was killed
   * silence tells nothing, nor half of what is said of a probe.
   */
  private boolean isHeard(String namespace, Worker worker) {
    String pod = worker.id().uid();
    Optional<List<KubeletEvent>> said = hearing.heard(namespace, pod);
    Optional<Kind> failure = said.flatMap(ProbeFailure::of);
    boolean heard =
        failure.isPresent()
            || (said.filter(List::isEmpty).isPresent()
                && worker.end().filter(end -> end.kind() == Kind.EXITED).isPresent());
    if (heard) {
      answers.put(pod, failure);
    }
    return heard;
  }

  private boolean ask(String namespace, Worker worker) {
    try {
      String pod = worker.id().uid();
      answers.put(pod, ProbeFailure.of(api.killings(namespace, pod)));
      return true;
    } catch (KubernetesClientException unanswered) {
      LOGGER.debug("What ended {} stays unknown for now", worker.id().name(), unanswered);
      return false;
    }
  }

  private Worker explained(Worker worker) {
    return isDoubtful(worker)
        ? answers
            .getOrDefault(worker.id().uid(), Optional.empty())
            .map(kind -> worker.endedBy(explained(worker.end().orElseThrow(), kind)))
            .orElse(worker)
        : worker;
  }

  private static End explained(End end, Kind kind) {
    String probe = kind == Kind.LIVENESS_FAILED ? "liveness probe" : "startup probe";
    return new End(end.at(), kind, probe + " failed: " + end.summary());
  }
}
