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
import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/**
 * The requests that change a pool's objects: create, merge patch with optimistic locking, and
 * delete. No other kinds are used: these mean the same on every API server.
 */
final class Writes {

  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);
  private static final int ATTEMPTS = 5;

  private final KubernetesClient client;
  private final PoolResource pool;
  private final PoolView view;
  private final WorkerPod pods;

  Writes(KubernetesClient client, PoolResource pool, PoolView view) {
    this.client = client;
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
    Map<String, Object> spec =
        Map.of(
            "selector", wanted.getSpec().getSelector(),
            "ports", wanted.getSpec().getPorts(),
            "publishNotReadyAddresses", false);
    String name = PoolNames.service(view.pool().name());
    Resource<Service> service =
        client.services().inNamespace(view.pool().namespace()).withName(name);
    Service actual = service.get();
    if (actual != null) {
      service.patch(MERGE, json(lock(actual, Map.of()), Map.of("spec", spec)));
    }
  }

  /** Returns false if there is no such worker any more. */
  boolean recordDrain(WorkerId worker, Instant since) {
    return annotate(worker, Marks.DRAINING, since.truncatedTo(ChronoUnit.MILLIS).toString());
  }

  void hold(WorkerId worker, long generation) {
    annotate(worker, Marks.HELD, Long.toString(generation));
  }

  void delete(WorkerId worker) {
    DeleteOptions onlyThis =
        new DeleteOptionsBuilder().withNewPreconditions(null, worker.uid()).build();
    String path = "/api/v1/namespaces/" + view.pool().namespace() + "/pods/" + worker.name();
    try {
      client.raw(path, "DELETE", onlyThis);
    } catch (KubernetesClientException gone) {
      ignore(gone, HttpURLConnection.HTTP_NOT_FOUND, HttpURLConnection.HTTP_CONFLICT);
    }
  }

  private boolean annotate(WorkerId worker, String annotation, String value) {
    Resource<Pod> pod = client.pods().inNamespace(view.pool().namespace()).withName(worker.name());
    for (int attempt = 1; ; attempt++) {
      Pod actual = pod.get();
      if (actual == null || !worker.uid().equals(actual.getMetadata().getUid())) {
        return false;
      }
      try {
        pod.patch(MERGE, json(lock(actual, Map.of(annotation, value)), Map.of()));
        return true;
      } catch (KubernetesClientException conflict) {
        ignore(conflict, attempt < ATTEMPTS ? HttpURLConnection.HTTP_CONFLICT : 0);
      }
    }
  }

  private void createIfMissing(HasMetadata wanted) {
    try {
      client.resource(wanted).create();
    } catch (KubernetesClientException exists) {
      ignore(exists, HttpURLConnection.HTTP_CONFLICT);
    }
  }

  private static Map<String, Object> lock(HasMetadata read, Map<String, String> annotations) {
    String version = read.getMetadata().getResourceVersion();
    return Map.of("metadata", Map.of("resourceVersion", version, "annotations", annotations));
  }

  private static String json(Map<String, Object> metadata, Map<String, Object> rest) {
    Map<String, Object> patch = new HashMap<>(metadata);
    patch.putAll(rest);
    return Serialization.asJson(patch);
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
