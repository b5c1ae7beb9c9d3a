package dev.lido.bench.pods;

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
       "spec":{"replicas":%2$d,"selector":{"matchLabels":{"set":"%1$s"}},
        "template":{"metadata":{"labels":{"set":"%1$s"}},"spec":{"containers":[
         {"name":"worker","image":"example.com/worker:1"}]}}}}
      """);

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

  /** Returns a set as JSON. */
  String set(String name, int pods) {
    return manifest.formatted(name, pods);
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
