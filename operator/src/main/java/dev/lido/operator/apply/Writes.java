package dev.lido.operator.apply;

import dev.lido.crds.v1alpha1.PoolNames;
import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.operator.observe.HistoryJson;
import dev.lido.operator.observe.PoolView;
import dev.lido.operator.observe.WorkerId;
import dev.lido.operator.plan.Action.CreateWorker;
import dev.lido.operator.pod.GroupService;
import dev.lido.operator.pod.Marks;
import dev.lido.operator.pod.WorkerPod;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** The requests that change a pool's objects; each may be done twice without harm. */
final class Writes {

  private final ClusterApi api;
  private final PoolResource pool;
  private final PoolView view;
  private final WorkerPod pods;

  Writes(ClusterApi api, PoolResource pool, PoolView view) {
    this.api = api;
    this.pool = pool;
    this.view = view;
    this.pods = new WorkerPod(pool, view.settings(), view.revision());
  }

  void create(CreateWorker worker) {
    String history = HistoryJson.write(worker.history());
    createIfMissing(
        pods.of(worker.partition(), worker.slot(), worker.name(), worker.predecessor(), history));
  }

  void createService() {
    createIfMissing(GroupService.of(pool));
  }

  void repairService() {
    Service wanted = GroupService.of(pool);
    Map<String, Object> fields =
        Map.of(
            "selector", wanted.getSpec().getSelector(),
            "ports", wanted.getSpec().getPorts(),
            "publishNotReadyAddresses", false);
    api.service(view.pool().namespace(), PoolNames.service(view.pool().name()))
        .ifPresent(actual -> api.changeSpec(actual, fields));
  }

  /**
   * Returns the version of the pod with the record; empty if it changed since it had this version,
   * or is gone: then there will be news of it.
   */
  Optional<String> recordDrain(WorkerId worker, String unchanged, Instant since) {
    String time = since.truncatedTo(ChronoUnit.MILLIS).toString();
    return annotate(worker, unchanged, Map.of(Marks.DRAINING, time));
  }

  void hold(WorkerId worker, String unchanged, long generation) {
    annotate(worker, unchanged, Map.of(Marks.HELD, Long.toString(generation)));
  }

  /** Deletes a worker, unless it changed since it had this version: then there will be news of it. */
  void delete(WorkerId worker, Optional<String> unchanged) {
    try {
      api.deletePod(view.pool().namespace(), worker.name(), worker.uid(), unchanged);
    } catch (KubernetesClientException gone) {
      ignore(gone, HttpURLConnection.HTTP_NOT_FOUND, HttpURLConnection.HTTP_CONFLICT);
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

  private void createIfMissing(HasMetadata wanted) {
    try {
      api.create(wanted);
    } catch (KubernetesClientException exists) {
      ignore(exists, HttpURLConnection.HTTP_CONFLICT);
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
