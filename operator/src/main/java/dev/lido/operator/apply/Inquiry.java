package dev.lido.operator.apply;

import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.operator.observe.PoolId;
import dev.lido.operator.observe.PoolReader;
import dev.lido.operator.observe.PoolView;
import dev.lido.operator.observe.Worker;
import dev.lido.operator.observe.WorkerReader;
import dev.lido.operator.plan.Question;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Finds out what a plan has to know. It is thread-safe. */
public final class Inquiry {

  private final ClusterApi api;
  private final WorkerControl control;
  private final Parallel parallel;

  /** Makes one that asks the API server and the workers. */
  public Inquiry(ClusterApi api, WorkerControl control, Parallel parallel) {
    this.api = api;
    this.control = control;
    this.parallel = parallel;
  }

  /**
   * Returns the view with the answers; empty if the pool has another spec by now, or is gone: what
   * follows from an old spec must not be done.
   *
   * @throws InterruptedException if interrupted
   */
  public Optional<PoolView> answer(PoolView view, Set<Question> questions)
      throws InterruptedException {
    PoolView answered = view;
    if (questions.contains(Question.LIVE_WORKERS)) {
      if (!isPresent(view.pool())) {
        return Optional.empty();
      }
      answered = answered.withLive(liveWorkers(answered));
    }
    if (questions.contains(Question.LOADS)) {
      answered = answered.withLoads(loads(answered));
    }
    return Optional.of(answered);
  }

  private boolean isPresent(PoolId seen) {
    return api.pool(seen.namespace(), seen.name())
        .map(PoolResource::getMetadata)
        .filter(pool -> seen.uid().equals(pool.getUid()))
        .filter(pool -> seen.generation() == PoolReader.generation(pool))
        .isPresent();
  }

  private List<Worker> liveWorkers(PoolView view) {
    List<Pod> pods = api.pods(view.pool().namespace(), view.pool().name());
    return WorkerReader.workers(view.pool().uid(), pods);
  }

  private Map<String, OptionalInt> loads(PoolView view) throws InterruptedException {
    List<Worker> ready = view.workers().stream().filter(Worker::ready).toList();
    List<OptionalInt> answers = parallel.map(ready, worker -> control.load(worker.contact()));
    Map<String, OptionalInt> loads = new HashMap<>();
    for (int i = 0; i < ready.size(); i++) {
      loads.put(ready.get(i).id().uid(), answers.get(i));
    }
    return loads;
  }
}
