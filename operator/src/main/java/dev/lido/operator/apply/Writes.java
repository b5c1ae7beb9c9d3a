package dev.lido.operator.apply;

import dev.lido.crds.v1alpha1.PoolNames;
import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.operator.observe.HistoryJson;
import dev.lido.operator.observe.PoolView;
import dev.lido.operator.observe.WorkerId;
import dev.lido.operator.plan.Action.CreateWorker;
import dev.lido.operator.pod.DisruptionBudget;
import dev.lido.operator.pod.GroupService;
import dev.lido.operator.pod.Marks;
import dev.lido.operator.pod.Ownership;
import dev.lido.operator.pod.WorkerPod;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** The requests that change a pool's objects; each may be done twice without harm. */
final class Writes {

  private final ClusterApi api;
  private final PoolResource pool;
  private final PoolView view;
  private final WorkerPod pods;
  private final Horizons horizons;

  Writes(ClusterApi api, PoolResource pool, PoolView view, Horizons horizons) {
    this.api = api;
    this.pool = pool;
    this.view = view;
    this.horizons = horizons;
    this.pods = new WorkerPod(pool, view.settings(), view.revision());
  }

  /** Returns false if there is one of its name. */
  boolean create(CreateWorker worker) {
    String history = HistoryJson.write(worker.history());
    String uid = view.pool().uid();
    Optional<String> version = Optional.empty();
    try {
      version =
          createIfMissing(
              () ->
                  api.createPod(
                      pods.of(
                          worker.partition(),
                          worker.slot(),
                          worker.name(),
                          worker.predecessor(),
                          history)));
    } finally {
      version.ifPresentOrElse(v -> horizons.created(uid, v), () -> horizons.inDoubt(uid));
    }
    return version.isPresent();
  }

  boolean createService() {
    return createUnlessTaken(GroupService.of(pool), api::service);
  }

  boolean repairService() {
    Service wanted = GroupService.of(pool);
    Map<String, Object> fields =
        Map.of(
            "selector", wanted.getSpec().getSelector(),
            "ports", wanted.getSpec().getPorts(),
            "publishNotReadyAddresses", false);
    Optional<Service> found =
        api.service(view.pool().namespace(), PoolNames.service(view.pool().name()));
    found.ifPresent(actual -> api.changeSpec(actual, fields));
    return found.isPresent();
  }

  boolean createBudget() {
    return DisruptionBudget.of(pool, view.settings())
        .filter(wanted -> createUnlessTaken(wanted, api::budget))
        .isPresent();
  }

  boolean repairBudget() {
    Optional<PodDisruptionBudget> found = ownBudget();
    DisruptionBudget.of(pool, view.settings())
        .ifPresent(
            wanted ->
                found.ifPresent(
                    actual -> api.changeBudget(actual, DisruptionBudget.fields(wanted))));
    return found.isPresent();
  }

  boolean deleteBudget() {
    Optional<PodDisruptionBudget> found = ownBudget();
    found.ifPresent(api::deleteBudget);
    return found.isPresent();
  }

  private Optional<PodDisruptionBudget> ownBudget() {
    return api.budget(view.pool().namespace(), PoolNames.budget(view.pool().name()))
        .filter(budget -> Ownership.isBy(view.pool().uid(), budget));
  }

  /**
   * Returns the version of the pod with the record; empty if it changed since it had this version,
   * or is gone: then there will be news of it.
   */
  Optional<String> recordDrain(WorkerId worker, String unchanged, Instant since) {
    String time = since.truncatedTo(ChronoUnit.MILLIS).toString();
    return annotate(worker, unchanged, Map.of(Marks.DRAINING, time));
  }

  boolean hold(WorkerId worker, String unchanged, long generation) {
    return annotate(worker, unchanged, Map.of(Marks.HELD, Long.toString(generation))).isPresent();
  }

  /**
   * Deletes a worker, unless it changed since it had this version: then there will be news of it,
   * and it returns false.
   */
  boolean delete(WorkerId worker, Optional<String> unchanged) {
    try {
      api.deletePod(view.pool().namespace(), worker.name(), worker.uid(), unchanged);
      return true;
    } catch (KubernetesClientException gone) {
      ignore(gone, HttpURLConnection.HTTP_NOT_FOUND, HttpURLConnection.HTTP_CONFLICT);
      return false;
    }
  }

  private Optional<String> annotate(
      WorkerId worker, String unchanged, Map<String, String> annotations) {
    try {
      return Optional.of(
          api.annotate(view.pool().namespace(), worker.name(), unchanged, annotations));
    } catch (KubernetesClientException changed) {
      ignore(changed, HttpURLConnection.HTTP_NOT_FOUND, HttpURLConnection.HTTP_CONFLICT);
      return Optional.empty();
    }
  }

  /** The caches hold but what has the pool's label: another's object of the name is found here. */
  private boolean createUnlessTaken(
      HasMetadata wanted, BiFunction<String, String, Optional<? extends HasMetadata>> reader) {
    boolean created = createIfMissing(() -> api.create(wanted)).isPresent();
    String name = wanted.getMetadata().getName();
    boolean taken =
        !created
            && reader
                .apply(view.pool().namespace(), name)
                .filter(found -> !Ownership.isBy(view.pool().uid(), found))
                .isPresent();
    if (taken) {
      String message = "The " + wanted.getKind() + " " + name + " is not this pool's";
      throw new KubernetesClientException(
          message,
          HttpURLConnection.HTTP_CONFLICT,
          new StatusBuilder()
              .withCode(HttpURLConnection.HTTP_CONFLICT)
              .withMessage(message)
              .build());
    }
    return created;
  }

  /** Returns the version of what was created; empty if there is one of its name. */
  private Optional<String> createIfMissing(Supplier<String> create) {
    try {
      return Optional.of(create.get());
    } catch (KubernetesClientException exists) {
      if (Failure.isOvertaken(exists)) {
        throw exists;
      }
      ignore(exists, HttpURLConnection.HTTP_CONFLICT);
      return Optional.empty();
    }
  }

  private static void ignore(KubernetesClientException failure, int... codes) {
    for (int code : codes) {
      if (failure.getCode() == code) {
        return;
      }
    }
    throw failure;
  }
}
