package dev.lido.operator.apply;

import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.operator.observe.PoolId;
import dev.lido.operator.observe.PoolReader;
import dev.lido.operator.observe.PoolView;
import dev.lido.operator.observe.Worker;
import dev.lido.operator.observe.WorkerReader;
import dev.lido.operator.plan.Question;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Finds out what a plan has to know. It is thread-safe. */
public final class Inquiry {

  /**
   * So many pods are read one by one: that goes to the store. A list is answered from the API
   * server's own cache, and waits until it is surely up to date, for as long as 100 ms.
   */
  private static final int FEW = 16;

  private final ClusterApi api;
  private final WorkerControl control;
  private final Parallel parallel;
  private final Horizons horizons;
  private final ProbeInquiry probes;

  /** Makes one that asks the API server and the workers. */
  public Inquiry(
      ClusterApi api,
      WorkerControl control,
      Parallel parallel,
      Horizons horizons,
      ProbeInquiry probes) {
    this.api = api;
    this.control = control;
    this.parallel = parallel;
    this.horizons = horizons;
    this.probes = probes;
  }

  /** Tells whether a pool surely has no worker at all, without asking. */
  public boolean isEmpty(PoolView view) {
    return view.workers().isEmpty() && horizons.isComplete(view.pool().uid(), view.workers());
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
      Optional<List<Worker>> live = liveWorkers(view);
      if (live.isEmpty()) {
        return Optional.empty();
      }
      answered = answered.withLive(live.get());
    }
    if (questions.contains(Question.LOADS)) {
      answered = answered.withLoads(loads(answered));
    }
    return Optional.of(answered);
  }

  /**
   * Asks all at once: whether the pool is as it was seen, how its workers are, and why those ended
   * that did.
   */
  private Optional<List<Worker>> liveWorkers(PoolView view) throws InterruptedException {
    PoolId pool = view.pool();
    boolean all = horizons.isComplete(pool.uid(), view.workers());
    boolean oneByOne = all && view.workers().size() <= FEW;
    Asked<Boolean> present = new Asked<>(() -> isPresent(pool));
    List<Asked<List<Pod>>> pods =
        oneByOne
            ? view.workers().stream().map(worker -> pod(pool, worker)).toList()
            : List.of(new Asked<>(() -> api.pods(pool.namespace(), pool.name())));
    List<Asked<?>> requests = new ArrayList<>(List.of(present));
    requests.addAll(pods);
    requests.addAll(probes.questions(view));
    parallel.map(requests, Asked::ask);
    if (!present.answer()) {
      return Optional.empty();
    }
    List<Worker> workers =
        WorkerReader.workers(
            pool.uid(), pods.stream().flatMap(some -> some.answer().stream()).toList());
    if (!oneByOne) {
      horizons.listed(pool.uid(), workers);
    }
    return Optional.of(workers);
  }

  private Asked<List<Pod>> pod(PoolId pool, Worker worker) {
    return new Asked<>(() -> api.pod(pool.namespace(), worker.id().name()).stream().toList());
  }

  private boolean isPresent(PoolId seen) {
    return api.pool(seen.namespace(), seen.name())
        .map(PoolResource::getMetadata)
        .filter(pool -> seen.uid().equals(pool.getUid()))
        .filter(pool -> seen.generation() == PoolReader.generation(pool))
        .isPresent();
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
