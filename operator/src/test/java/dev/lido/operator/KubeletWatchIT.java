package dev.lido.operator;

import static dev.lido.operator.ApiProxy.refusal;
import static dev.lido.operator.Cluster.AWAIT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lido.operator.kubelet.KubeletEvent;
import dev.lido.operator.kubelet.KubeletEvent.What;
import dev.lido.operator.kubelet.KubeletWatch;
import dev.lido.operator.testing.RealApiServer;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the operator hears of why workers ended, and what it asks. */
class KubeletWatchIT {

  @TempDir Path folder;

  private Cluster cluster;
  private ApiProxy proxy;
  private KubernetesClient client;
  private FakeKubelet kubelet;

  @BeforeEach
  void open() {
    cluster = Cluster.open();
    kubelet = FakeKubelet.startingAll(cluster);
    proxy = new ApiProxy(URI.create(RealApiServer.shared().config().getMasterUrl()));
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder(RealApiServer.shared().config())
                    .withMasterUrl(proxy.url())
                    .withHttp2Disable(true)
                    .build())
            .build();
  }

  @AfterEach
  void close() {
    if (kubelet != null) {
      client.close();
      proxy.close();
      kubelet.close();
      cluster.close();
    }
  }

  @Test
  void shouldHearWhyWorkersEndFromBeforeAndUntilItExpires() {
    // Given
    Pod before = pod("before");
    Pod after = pod("after");
    kubelet.say(before, "Killing", "Stopping container worker", Instant.now());
    try (KubeletWatch watch = new KubeletWatch(client, Set.of(cluster.namespace()))) {
      // When
      watch.start();
      AWAIT.until(() -> !heard(watch, before).equals(Optional.empty()));
      kubelet.say(after, "Started", "Started container", Instant.now());
      kubelet.say(after, "Unhealthy", "Liveness probe failed: HTTP 503", Instant.now());

      // Then
      AWAIT.until(() -> heard(watch, after).equals(Optional.of(List.of(What.LIVENESS_FAILED))));
      assertThat(heard(watch, before)).contains(List.of(What.STOPPING));
      assertThat(watch.heard("elsewhere", uid(before))).isEmpty();
      cluster.client().v1().events().inNamespace(cluster.namespace()).delete();
      AWAIT.until(() -> heard(watch, after).equals(Optional.of(List.of())));
    }
  }

  @Test
  void shouldSayThatItKnowsNothingUntilItCanListen() {
    // Given
    proxy.answer(
        request ->
            request.line().contains("/events?") && request.line().contains("watch=true")
                ? Optional.of(refusal(410, "Expired", ""))
                : Optional.empty());
    try (KubeletWatch watch = new KubeletWatch(client, Set.of(cluster.namespace()))) {
      // When
      watch.start();
      AWAIT.until(() -> watches() > 0);

      // Then
      assertThat(watch.heard(cluster.namespace(), "any")).isEmpty();
      proxy.answer(request -> Optional.empty());
      AWAIT.until(() -> watch.heard(cluster.namespace(), "any").isPresent());
    }
  }

  @Test
  void shouldWaitLongerEachTimeThatAWatchEndsAtOnce() {
    // Given: a server that accepts a watch, and ends it
    proxy.answer(
        request ->
            request.line().contains("/events?") && request.line().contains("watch=true")
                ? Optional.of("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                : Optional.empty());
    try (KubeletWatch watch = new KubeletWatch(client, Set.of(cluster.namespace()))) {
      // When
      watch.start();
      AWAIT.until(() -> lists().size() == 3);

      // Then
      List<Long> at = lists().stream().map(ApiProxy.Request::nanos).toList();
      assertThat(Duration.ofNanos(at.get(1) - at.get(0))).isGreaterThan(Duration.ofSeconds(1));
      assertThat(Duration.ofNanos(at.get(2) - at.get(1))).isGreaterThan(Duration.ofSeconds(2));
    }
  }

  private List<ApiProxy.Request> lists() {
    return requests("limit=500").toList();
  }

  @Test
  void shouldAskForEventsOnlyOfWorkersThatWereKilled() {
    // Given
    OperatorOptions options =
        cluster.options().with(new OperatorOptions.Http(0, Duration.ofMinutes(1)));
    try (LidoOperator operator = new LidoOperator(client, options)) {
      operator.start();
      AWAIT.until(() -> counts(operator, "resource=\"events\",verb=\"watch\""));
      cluster.apply("pool", "supervision: {maxRestarts: 100}\n");
      cluster.awaitReady("pool");

      // When
      Pod exited = replaced(1);
      Pod killed = replaced(137);

      // Then
      assertThat(asked(killed)).isEqualTo(1);
      assertThat(asked(exited)).isZero();
    }
  }

  @Test
  void shouldAskForEventsAndSayWhyWhereItMayNotWatchThem() {
    // Given
    OperatorRoles.grantOld(cluster, "third");
    try (OperatorProcess operator =
        OperatorProcess.start("third", cluster, Duration.ofSeconds(4), folder)) {
      cluster.apply("pool", "");
      cluster.awaitReady("pool");

      // When
      Pod worker = cluster.pods("pool").getFirst();
      kubelet.say(worker, "Unhealthy", "Liveness probe failed: HTTP 503", Instant.now());
      kubelet.say(worker, "Killing", "Stopping container worker", Instant.now());
      kubelet.exit(worker, 0, "");

      // Then
      AWAIT.until(() -> operator.log().contains("WorkerLivenessFailed"));
      assertThat(operator.log().lines())
          .filteredOn(line -> line.contains(" WARN ") && line.contains("vents"))
          .singleElement()
          .asString()
          .contains("Events may not be watched in " + cluster.namespace(), "Allow list and watch");
    }
  }

  private Pod pod(String name) {
    return cluster
        .client()
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(cluster.namespace())
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("worker")
                .withImage("example.com/worker:1")
                .endContainer()
                .endSpec()
                .build())
        .create();
  }

  private Optional<List<What>> heard(KubeletWatch watch, Pod pod) {
    return watch
        .heard(cluster.namespace(), uid(pod))
        .map(Collection::stream)
        .map(said -> said.map(KubeletEvent::what).toList());
  }

  private Pod replaced(int exitCode) {
    Pod worker = cluster.pods("pool").getFirst();
    kubelet.exit(worker, exitCode, "");
    AWAIT.until(
        () -> !cluster.podUids("pool").contains(uid(worker)) && cluster.pods("pool").size() == 1);
    cluster.awaitReady("pool");
    return worker;
  }

  private long watches() {
    return requests("watch=true").count();
  }

  private long asked(Pod pod) {
    return requests(uid(pod)).count();
  }

  private java.util.stream.Stream<ApiProxy.Request> requests(String text) {
    return proxy.requests().stream()
        .filter(request -> request.line().contains("/events?") && request.line().contains(text));
  }

  private static boolean counts(LidoOperator operator, String labels) {
    return Http.get(operator.httpPort().orElseThrow(), "/metrics").body().contains(labels);
  }

  private static String uid(Pod pod) {
    return pod.getMetadata().getUid();
  }
}
