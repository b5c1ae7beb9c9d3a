package dev.lido.operator;

import static dev.lido.operator.ApiProxy.refusal;
import static dev.lido.operator.Cluster.AWAIT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lido.operator.testing.RealApiServer;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator whose API server is overloaded, broken or strict. */
class ApiFaultsIT {

  private static final List<String> IN_A_POD =
      List.of(
          Config.KUBERNETES_MASTER_SYSTEM_PROPERTY,
          Config.KUBERNETES_HTTP2_DISABLE,
          Config.KUBERNETES_AUTH_TRYKUBECONFIG_SYSTEM_PROPERTY,
          Config.KUBERNETES_AUTH_SERVICEACCOUNT_TOKEN_FILE_SYSTEM_PROPERTY);

  @TempDir Path folder;

  private Cluster cluster;
  private ApiProxy proxy;
  private FakeKubelet kubelet;
  private @Nullable KubernetesClient client;
  private @Nullable LidoOperator operator;

  @BeforeEach
  void open() {
    cluster = Cluster.open();
    proxy = new ApiProxy(URI.create(RealApiServer.shared().config().getMasterUrl()));
    kubelet = FakeKubelet.startingAll(cluster);
  }

  private void start() {
    start(
        new ConfigBuilder(RealApiServer.shared().config())
            .withMasterUrl(proxy.url())
            .withHttp2Disable(true)
            .build());
  }

  private void start(Config config) {
    KubernetesClient through = new KubernetesClientBuilder().withConfig(config).build();
    client = through;
    operator =
        new LidoOperator(
            through, cluster.options().with(new OperatorOptions.Http(0, Duration.ofSeconds(30))));
    operator.start();
  }

  @AfterEach
  void stop() {
    Optional.ofNullable(operator).ifPresent(LidoOperator::close);
    Optional.ofNullable(client).ifPresent(KubernetesClient::close);
    if (kubelet != null) {
      proxy.close();
      kubelet.close();
      cluster.close();
    }
  }

  @Test
  void shouldWaitAsLongAsAnOverloadedApiServerAsks() {
    start();
    long until = System.nanoTime() + Duration.ofSeconds(3).toNanos();
    String tooMany = refusal(429, "TooManyRequests", "Retry-After: 1\r\n");
    proxy.answer(
        request ->
            request.creates("pods") && System.nanoTime() < until
                ? Optional.of(tooMany)
                : Optional.empty());

    cluster.apply("pool", "replicas: 5\n");
    cluster.awaitReady("pool");

    List<ApiProxy.Request> creations =
        proxy.requests().stream().filter(request -> request.creates("pods")).toList();
    assertThat(cluster.pods("pool")).hasSize(5);
    // Each of the five is asked for once a second at most, and then once with success.
    assertThat(creations).hasSizeBetween(10, 5 * 5);
    assertThat(metrics())
        .anyMatch(line -> line.contains("code=\"429\",resource=\"pods\",verb=\"create\""));
    assertThat(Http.status(port(), "/livez")).isEqualTo(200);
  }

  @Test
  void shouldWorkWithAnApiServerThatIsSlowAndFails() {
    start();
    String broken = refusal(500, "InternalError", "");
    AtomicInteger writes = new AtomicInteger();
    proxy.delay(Duration.ofMillis(50));
    proxy.answer(
        request ->
            request.isWrite() && writes.getAndIncrement() % 2 == 0
                ? Optional.of(broken)
                : Optional.empty());

    cluster.apply("pool", "replicas: 4\n");
    cluster.awaitReady("pool");

    assertThat(cluster.pods("pool")).hasSize(4);
    assertThat(cluster.status("pool").getRestarts()).isZero();
    assertThat(Http.status(port(), "/livez")).isEqualTo(200);
  }

  @Test
  void shouldTakeTheNewTokenWhenTheOldOneHasExpired() throws IOException {
    OperatorRoles.grant(cluster, "first", "second");
    Path token = Files.writeString(folder.resolve("token"), RealApiServer.tokenOf("first"));
    inAPod(token);
    try {
      start(new ConfigBuilder().build());
      cluster.apply("pool", "replicas: 2\n");
      cluster.awaitReady("pool");
      assertThat(proxy.requests()).allMatch(request -> request.shows(tokenOf("first")));

      Files.writeString(token, RealApiServer.tokenOf("second"));
      proxy.answer(
          request ->
              request.shows(tokenOf("first"))
                  ? Optional.of(refusal(401, "Unauthorized", ""))
                  : Optional.empty());
      Pod victim = cluster.pods("pool").getFirst();
      kubelet.exit(victim, 1, "");

      AWAIT.until(() -> !cluster.podUids("pool").contains(victim.getMetadata().getUid()));
      cluster.awaitReady("pool");
      assertThat(proxy.requests())
          .anyMatch(request -> request.creates("pods") && request.shows(tokenOf("second")));
    } finally {
      IN_A_POD.forEach(System::clearProperty);
    }
  }

  private static String tokenOf(String user) {
    return "Bearer " + RealApiServer.tokenOf(user);
  }

  /** Lets clients be configured as in a pod, whose token is in this file. */
  private void inAPod(Path token) {
    System.setProperty(Config.KUBERNETES_MASTER_SYSTEM_PROPERTY, proxy.url());
    System.setProperty(Config.KUBERNETES_HTTP2_DISABLE, "true");
    System.setProperty(Config.KUBERNETES_AUTH_TRYKUBECONFIG_SYSTEM_PROPERTY, "false");
    System.setProperty(
        Config.KUBERNETES_AUTH_SERVICEACCOUNT_TOKEN_FILE_SYSTEM_PROPERTY, token.toString());
  }

  @Test
  void shouldStartNothingInANamespaceThatIsBeingDeleted() {
    start();
    cluster.apply("pool", "replicas: 4\n");
    cluster.awaitReady("pool");
    cluster.client().namespaces().withName(cluster.namespace()).delete();
    AWAIT.until(this::refusesPods);
    int before = proxy.requests().size();

    List<Pod> pods = cluster.pods("pool");
    kubelet.exit(pods.getFirst(), 1, "");
    AWAIT.until(() -> creations(before) > 0);
    pods.forEach(pod -> cluster.client().resource(pod).delete());
    AWAIT.until(() -> cluster.pods("pool").isEmpty());

    AWAIT.during(Duration.ofSeconds(2)).until(() -> creations(before) == 1);
    assertThat(proxy.requests().size() - before).isLessThan(20);
  }

  private static String answer(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
        .formatted(body.length(), body);
  }

  private boolean refusesPods() {
    String phase =
        cluster.client().namespaces().withName(cluster.namespace()).get().getStatus().getPhase();
    return "Terminating".equals(phase);
  }

  private long creations(int since) {
    return proxy.requests().stream().skip(since).filter(r -> r.creates("pods")).count();
  }

  @Test
  void shouldGoOnWhenTheTypeIsRemovedAndAppliedAgain() {
    start();
    cluster.apply("pool", "");
    cluster.awaitReady("pool");

    cluster.removeCrd();
    cluster.collectGarbage();
    int before = proxy.requests().size();
    AWAIT
        .during(Duration.ofSeconds(1))
        .until(() -> Http.status(port(), "/livez") == 200 && creations(before) == 0);
    AWAIT.until(() -> Http.get(port(), "/readyz").body().contains("poolresources.lido.dev"));
    assertThat(Http.status(port(), "/readyz")).isEqualTo(503);
    Cluster.installCrd(cluster.client());
    cluster.apply("pool", "");

    cluster.awaitReady("pool");
    AWAIT.until(() -> Http.status(port(), "/readyz") == 200);
    assertThat(proxy.requests().size() - before).isLessThan(100);
  }

  @Test
  void shouldNotLiveWithAWatchThatHasEndedForGood() {
    proxy.answer(
        request ->
            request.line().contains("/pods?")
                ? Optional.of(answer("{\"kind\": \"PodList\", \"items\": \"none\"}"))
                : Optional.empty());

    start();

    AWAIT.until(() -> Http.status(port(), "/livez") == 503);
    assertThat(Http.get(port(), "/livez").body())
        .startsWith("a watch has ended for good: ")
        .contains("pods");
  }

  @Test
  void shouldAskForOneWorkerOfAPoolThatWasRefusedUntilItGetsIt() {
    start();
    String full = refusal(403, "Forbidden", "");
    proxy.answer(request -> request.creates("pods") ? Optional.of(full) : Optional.empty());

    cluster.apply("pool", "replicas: 20\n");
    AWAIT.until(() -> creations(0) >= 22);
    proxy.answer(request -> Optional.empty());

    cluster.awaitReady("pool");
    assertThat(creations(0)).isBetween(42L, 55L);
  }

  @Test
  void shouldTryAgainWithoutAWordWhatWasOvertaken() {
    start();
    String overtaken = refusal(409, "Conflict", "");
    Map<String, Integer> writes = new ConcurrentHashMap<>();
    proxy.answer(
        request ->
            isOftenOvertaken(request) && writes.merge(request.path(), 1, Integer::sum) < 4
                ? Optional.of(overtaken)
                : Optional.empty());

    cluster.apply("pool", "replicas: 1\n");
    cluster.awaitReady("pool");
    scale(3);
    AWAIT.until(() -> writes.size() == 3 && writes.values().stream().allMatch(n -> n >= 4));
    cluster.awaitReady("pool");

    assertThat(metrics())
        .anyMatch(line -> line.contains("code=\"409\",resource=\"poddisruptionbudgets\""))
        .noneMatch(line -> line.contains("reason=\"ApiServerRefused\""))
        .noneMatch(line -> line.contains("reason=\"ServiceNameTaken\""));
  }

  /** Quotas are changed by whoever creates something, budgets by the controller that counts. */
  private static boolean isOftenOvertaken(ApiProxy.Request request) {
    return request.creates("pods")
        || request.creates("services")
        || (request.isWrite() && request.line().contains("/poddisruptionbudgets/"));
  }

  @Test
  void shouldRemoveAWorkerOnceThoughItsPodStays() {
    start();
    cluster.apply("pool", "replicas: 2\n");
    cluster.awaitReady("pool");
    cluster.pods("pool").forEach(pod -> edit(pod, ApiFaultsIT::kept));

    scale(1);
    AWAIT.until(() -> deleted().size() == 1);
    Pod removed = deleted().getFirst();
    kubelet.exit(removed, 0, "");
    cluster.awaitReady("pool");

    AWAIT
        .during(Duration.ofSeconds(1))
        .until(
            () ->
                metrics()
                    .contains("lido_operator_transitions_total{reason=\"WorkerRemoved\"} 1.0"));
    assertThat(proxy.requests())
        .filteredOn(request -> request.line().startsWith("DELETE ") && request.shows("/pods/"))
        .hasSize(1);
    edit(removed, ApiFaultsIT::letGo);
    AWAIT.until(() -> cluster.pods("pool").size() == 1);
  }

  private void scale(int replicas) {
    cluster.edit(
        "pool",
        pool -> {
          pool.getSpec().setReplicas(replicas);
          return pool;
        });
  }

  private void edit(Pod pod, UnaryOperator<Pod> change) {
    String name = pod.getMetadata().getName();
    cluster.client().pods().inNamespace(cluster.namespace()).withName(name).edit(change);
  }

  private static Pod kept(Pod pod) {
    pod.getMetadata().setFinalizers(List.of("example.com/kept"));
    return pod;
  }

  private static Pod letGo(Pod pod) {
    pod.getMetadata().setFinalizers(List.of());
    return pod;
  }

  private List<Pod> deleted() {
    return cluster.pods("pool").stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() != null)
        .toList();
  }

  private int port() {
    return Objects.requireNonNull(operator).httpPort().orElseThrow();
  }

  private List<String> metrics() {
    return Http.get(port(), "/metrics").body().lines().toList();
  }
}
