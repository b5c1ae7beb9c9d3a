package dev.lido.bench.pods;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Says of every pod that it runs and is ready, at once and without running anything. Pods of it have
 * no node, so that the API server itself removes them when they are deleted. It also keeps what was
 * {@linkplain Sight seen} of each subject. It is thread-safe.
 */
final class Kubelet implements AutoCloseable {

  @SuppressWarnings("InlineFormatString") // It is a document.
  private static final String RUNNING =
      """
      {"status":{"phase":"Running","podIP":"127.0.0.1","podIPs":[{"ip":"127.0.0.1"}],
       "startTime":"%1$s",
       "conditions":[{"type":"Ready","status":"True","lastTransitionTime":"%1$s"}],
       "containerStatuses":[{"name":"worker","image":"example.com/worker:1","imageID":"",
        "ready":true,"started":true,"restartCount":0,"state":{"running":{"startedAt":"%1$s"}}}]}}
      """;

  @SuppressWarnings("InlineFormatString") // It is a document.
  private static final String ENDED =
      """
      {"status":{"phase":"Failed",
       "conditions":[{"type":"Ready","status":"False","lastTransitionTime":"%1$s"}],
       "containerStatuses":[{"name":"worker","image":"example.com/worker:1","imageID":"",
        "ready":false,"restartCount":0,
        "state":{"terminated":{"exitCode":1,"reason":"Error","finishedAt":"%1$s"}}}]}}
      """;

  private final Api api;
  private final Map<Subject, Sight> sights = new EnumMap<>(Subject.class);
  private final List<Watch> watches = new ArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private Kubelet(Api api) {
    this.api = api;
    for (Subject subject : Subject.values()) {
      sights.put(subject, new Sight());
    }
  }

  /** Starts one, which watches over a connection of its own; the namespaces have to be there. */
  static Kubelet start(Api api, Api watching) throws IOException {
    Kubelet kubelet = new Kubelet(api);
    for (Subject subject : Subject.values()) {
      kubelet.watches.add(
          Watch.start(watching, pods(subject), (change, pod) -> kubelet.pod(subject, change, pod)));
      kubelet.watches.add(
          Watch.start(
              watching, subject.path(), (change, set) -> kubelet.set(subject, change, set)));
    }
    return kubelet;
  }

  /** Returns where a subject's pods are. */
  static String pods(Subject subject) {
    return "/api/v1/namespaces/" + subject.namespace() + "/pods";
  }

  Sight sight(Subject subject) {
    return java.util.Objects.requireNonNull(sights.get(subject));
  }

  /** Lets a pod's process die. */
  void end(Subject subject, String pod) {
    api.patchStatus(pods(subject) + "/" + pod, ENDED.formatted(now()));
  }

  private void pod(Subject subject, String change, JsonNode pod) {
    String name = pod.path("metadata").path("name").asText();
    switch (change) {
      case "ADDED" -> {
        sight(subject).podCreated(name, owner(pod));
        threads.execute(
            () -> api.patchStatus(pods(subject) + "/" + name, RUNNING.formatted(now())));
      }
      case "DELETED" -> sight(subject).podDeleted(name);
      default -> {}
    }
  }

  private static String owner(JsonNode pod) {
    return pod.path("metadata").path("ownerReferences").path(0).path("name").asText();
  }

  private void set(Subject subject, String change, JsonNode set) {
    String name = set.path("metadata").path("name").asText();
    if ("DELETED".equals(change)) {
      sight(subject).setDeleted(name);
    } else {
      sight(subject).setSeen(name, isReady(subject, set));
    }
  }

  private static boolean isReady(Subject subject, JsonNode set) {
    JsonNode status = set.path("status");
    return switch (subject) {
      case LIDO ->
          status
              .path("conditions")
              .valueStream()
              .anyMatch(
                  condition ->
                      "Ready".equals(condition.path("type").asText())
                          && "True".equals(condition.path("status").asText()));
      case REPLICASET ->
          status.path("readyReplicas").asInt(0) == set.path("spec").path("replicas").asInt();
    };
  }

  private static String now() {
    return Instant.ofEpochSecond(Instant.now().getEpochSecond()).toString();
  }

  @Override
  public void close() {
    watches.forEach(Watch::close);
  }
}
