package dev.lido.bench.pods;

import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.crds.v1alpha1.PoolSettings;
import dev.lido.operator.pod.Revision;
import dev.lido.operator.pod.WorkerPod;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What is measured: a controller that keeps sets of pods as declared. Each has a namespace of its
 * own, of its name.
 */
enum Subject {
  /** Pools, by Lido's operator. */
  LIDO(
      "lido",
      "/apis/lido.dev/v1alpha1",
      "poolresources",
      """
      {"apiVersion":"lido.dev/v1alpha1","kind":"PoolResource","metadata":{"name":"%1$s"},
       "spec":{"replicas":%2$d,"template":{"spec":{"containers":[
         {"name":"worker","image":"example.com/worker:1"}]}}}}
      """),
  /** ReplicaSets, by kube-controller-manager. */
  REPLICASET(
      "replicaset",
      "/apis/apps/v1",
      "replicasets",
      """
      {"apiVersion":"apps/v1","kind":"ReplicaSet","metadata":{"name":"%1$s"},
       "spec":{"replicas":%2$d,"selector":{"matchLabels":{"set":"%1$s"}},"template":%3$s}}
      """);

  @SuppressWarnings("InlineFormatString") // It is a document.
  private static final String BARE_POD =
      """
      {"metadata":{"labels":{"set":"%s"}},"spec":{"containers":[
         {"name":"worker","image":"example.com/worker:1"}]}}
      """;

  /** A worker's pod, as the operator makes it: both make the same. */
  @SuppressWarnings("InlineFormatString") // It is a document.
  private static final String SAME_POD =
      """
      {"metadata":{"labels":%s,"annotations":%s},"spec":%s}
      """;

  private final String label;
  private final String api;
  private final String resource;
  private final String manifest;

  Subject(String label, String api, String resource, String manifest) {
    this.label = label;
    this.api = api;
    this.resource = resource;
    this.manifest = manifest;
  }

  String namespace() {
    return label;
  }

  /** Returns where its sets are. */
  String path() {
    return api + "/namespaces/" + label + "/" + resource;
  }

  /**
   * Returns a set as JSON.
   *
   * @param bare whether pods that are no workers have a container and nothing else
   */
  String set(String name, int pods, boolean bare) {
    return switch (this) {
      case LIDO -> manifest.formatted(name, pods);
      case REPLICASET ->
          manifest.formatted(name, pods, bare ? BARE_POD.formatted(name) : template(name));
    };
  }

  private static String template(String set) {
    PoolResource pool =
        Serialization.unmarshal(LIDO.manifest.formatted(set, 1), PoolResource.class);
    pool.getMetadata().setUid(UUID.randomUUID().toString());
    PoolSettings settings = PoolSettings.of(pool.getSpec());
    String revision = Revision.of(pool.getSpec().getTemplate(), settings);
    Pod worker =
        new WorkerPod(pool, settings, revision)
            .of(0, 0, set, pool.getMetadata().getUid(), "{}")
            .pod();
    // Lido's operator would take pods with its labels for its own.
    Map<String, String> labels = new TreeMap<>(Map.of("set", set));
    worker.getMetadata().getLabels().forEach((key, v) -> labels.put("not-" + key, v));
    return SAME_POD.formatted(
        Serialization.asJson(labels),
        Serialization.asJson(worker.getMetadata().getAnnotations()),
        Serialization.asJson(
            new PodSpecBuilder(worker.getSpec()).withRestartPolicy("Always").build()));
  }

  /** Returns how the API server's own counters call its sets. */
  String resource() {
    return resource;
  }

  @Override
  public String toString() {
    return label;
  }
}
