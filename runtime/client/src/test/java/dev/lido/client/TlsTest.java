package dev.lido.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lido.client.internal.Entry;
import dev.lido.client.testkit.Authority;
import dev.lido.client.testkit.Authority.Form;
import dev.lido.client.testkit.LogTap;
import dev.lido.client.testkit.TestWorkers;
import dev.lido.protocol.tls.Tls;
import dev.lido.protocol.tls.TlsException;
import dev.lido.protocol.tls.TlsIdentity;
import dev.lido.protocol.v1.ControlGrpc;
import dev.lido.protocol.v1.DescribeRequest;
import dev.lido.worker.Worker;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.OpenSsl;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Mutual TLS between real ends, with certificates of authorities that the tests make. */
class TlsTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String WORKER = "test-workers.default.svc";

  private final Authority authority = new Authority("ours");
  private final TestWorkers workers = new TestWorkers(LocalSettings.DEFAULTS.withReplicas(0));
  @TempDir private Path dir;

  @AfterEach
  void close() {
    workers.close();
  }

  private Pool pool(Tls tls) {
    Optional<TlsIdentity> identity =
        tls instanceof Tls.Files files ? Optional.of(new TlsIdentity(files)) : Optional.empty();
    return Entry.pool(workers.caller(identity));
  }

  @ParameterizedTest
  @EnumSource
  void shouldCallWithKeysInWhateverFormTheyAreWritten(Form form) {
    // Given
    workers.add(authority.issue(dir.resolve("worker"), form, HOUR, "other", "*.default.svc"));
    Pool pool = pool(authority.issue(dir.resolve("caller"), form, HOUR));

    // When
    String value = pool.call(() -> "over TLS");

    // Then
    assertThat(value).isEqualTo("over TLS");
    assertThat(OpenSsl.isAvailable()).as("the fast provider is there, so gRPC takes it").isTrue();
  }

  @Test
  void shouldBeAliveToTheKubeletInPlaintext() throws IOException {
    // Given
    Worker worker = workers.add(authority.issueForWorker(dir));

    // When
    URI livez = URI.create("http://127.0.0.1:" + worker.healthPort() + "/livez");
    String said;
    try (InputStream answer = livez.toURL().openStream()) {
      said = new String(answer.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }

    // Then
    assertThat(said).isEqualTo("alive\n");
  }

  @Test
  void shouldTakeChangedFilesWithoutLosingACall() {
    // Given
    Path ofWorker = dir.resolve("worker");
    workers.add(authority.issueForWorker(ofWorker));
    Pool old = pool(authority.issueForCaller(dir.resolve("caller")));
    assertThat(old.<Integer>call(() -> 1)).isEqualTo(1);
    List<CompletableFuture<Integer>> calls = new ArrayList<>();
    Authority next = new Authority("next");
    Tls.Files renewed = next.issueForCaller(dir.resolve("renewed"));
    Authority.trust(dir.resolve("renewed"), authority, next);

    // When: the authority is replaced as it is done: first both are believed, then all is issued
    // anew.
    Authority.trust(ofWorker, authority, next);
    for (int i = 0; i < 200; i++) {
      calls.add(old.submit(() -> 2));
    }
    assertThat(pool(renewed).<Integer>call(() -> 3)).isEqualTo(3);
    next.issueForWorker(ofWorker);
    for (int i = 0; i < 200; i++) {
      calls.add(old.submit(() -> 2));
    }
    Authority.trust(dir.resolve("renewed"), next);

    // Then
    assertThat(pool(renewed).<Integer>call(() -> 4)).isEqualTo(4);
    assertThat(calls).allSatisfy(call -> assertThat(call).succeedsWithin(SOON).isEqualTo(2));
    assertThat(old.stats().failed()).isZero();
  }

  @Test
  void shouldKeepToWhatItHasWhileTheFilesDoNotFitTogether() throws IOException {
    // Given
    Path ofWorker = dir.resolve("worker");
    workers.add(authority.issueForWorker(ofWorker));
    Tls.Files caller = authority.issueForCaller(dir.resolve("caller"));
    try (LogTap log = new LogTap("dev.lido.tls")) {

      // When
      Files.copy(
          caller.key(),
          ofWorker.resolve("tls.key"),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);

      // Then
      assertThat(pool(caller).<Integer>call(() -> 1)).isEqualTo(1);
      Files.delete(ofWorker.resolve("ca.crt"));
      assertThat(pool(caller).<Integer>call(() -> 2)).isEqualTo(2);
      assertThat(log.lines())
          .anySatisfy(line -> assertThat(line).contains("is not that of the first certificate"))
          .anySatisfy(line -> assertThat(line).contains("ca.crt is missing"));
    }
  }

  @Test
  void shouldRefuseACallerOfAnotherAuthority() {
    Authority another = new Authority("another");
    Tls.Files caller = another.issueForCaller(dir.resolve("caller"));
    Authority.trust(dir.resolve("caller"), authority);

    refuse(
        authority.issueForWorker(dir.resolve("worker")),
        caller,
        "the worker refuses this caller's certificate",
        "the caller's certificate is refused: CN=leaf, issued by CN=another");
  }

  @Test
  void shouldRefuseACallerWhoseCertificateHasExpired() {
    refuse(
        authority.issueForWorker(dir.resolve("worker")),
        authority.issue(dir.resolve("caller"), Form.EC_PKCS8, HOUR.negated()),
        "the worker refuses this caller's certificate",
        "the caller's certificate is refused: CN=leaf expired at");
  }

  @Test
  void shouldRefuseAWorkerOfAnotherAuthority() {
    refuse(
        new Authority("another").issueForWorker(dir.resolve("worker")),
        authority.issueForCaller(dir.resolve("caller")),
        "the worker's certificate is refused: CN=leaf, issued by CN=another",
        "the caller refuses this worker's certificate");
  }

  @Test
  void shouldRefuseAWorkerWhoseCertificateHasExpired() {
    refuse(
        authority.issue(dir.resolve("worker"), Form.EC_PKCS8, HOUR.negated(), WORKER),
        authority.issueForCaller(dir.resolve("caller")),
        "the worker's certificate is refused: CN=leaf expired at",
        "the caller refuses this worker's certificate");
  }

  @Test
  void shouldRefuseAWorkerWithTheCertificateOfAnotherPool() {
    refuse(
        authority.issue(dir.resolve("worker"), Form.EC_PKCS8, HOUR, "a-workers.default.svc", "b"),
        authority.issueForCaller(dir.resolve("caller")),
        "it must have the subject alternative name 'test-workers.default.svc', but has"
            + " [a-workers.default.svc, b]",
        "the caller refuses this worker's certificate");
  }

  @Test
  void shouldRefuseAPlaintextCallerAtAWorkerThatSpeaksTls() {
    refuse(
        authority.issueForWorker(dir.resolve("worker")),
        Tls.plaintext(),
        "if it speaks TLS, set LIDO_TLS to the folder of a certificate",
        "it speaks plaintext, this worker TLS");
  }

  @Test
  void shouldRefuseAWorkerInPlaintextWhereTlsIsMeant() {
    refuse(
        Tls.plaintext(),
        authority.issueForCaller(dir.resolve("caller")),
        "this caller speaks TLS, the worker plaintext; set LIDO_TLS",
        "it speaks TLS, this worker plaintext");
  }

  @Test
  void shouldRefuseACallerWithoutACertificate() throws IOException {
    // Given
    Worker worker = workers.add(authority.issueForWorker(dir.resolve("worker")));
    Path trusted = authority.issueForCaller(dir.resolve("caller")).authorities();
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", worker.port())
            .sslContext(GrpcSslContexts.forClient().trustManager(trusted.toFile()).build())
            .overrideAuthority(WORKER)
            .build();
    try (LogTap log = new LogTap("dev.lido.worker.wire")) {

      // When
      ControlGrpc.ControlBlockingStub control = ControlGrpc.newBlockingStub(channel);

      // Then
      assertThatThrownBy(() -> control.describe(DescribeRequest.getDefaultInstance()))
          .hasMessageContaining("UNAVAILABLE");
      await()
          .untilAsserted(
              () ->
                  assertThat(log.lines())
                      .anyMatch(line -> line.contains("the caller shows no certificate")));
    } finally {
      channel.shutdownNow();
    }
  }

  private void refuse(Tls worker, Tls caller, String toldCaller, String logged) {
    try (LogTap log = new LogTap("dev.lido.worker.wire")) {
      workers.add(worker);
      Pool pool = pool(caller).withQueueTimeout(Duration.ofMillis(300));

      // It is said once the connection was tried, which a call need not wait for.
      await()
          .untilAsserted(
              () ->
                  assertThatThrownBy(() -> pool.call(() -> 1))
                      .isInstanceOf(NoWorkersException.class)
                      .hasMessageContaining(toldCaller)
                      .hasMessageContaining("127.0.0.1"));
      await().untilAsserted(() -> assertThat(log.lines()).anyMatch(line -> line.contains(logged)));
    }
  }

  @Test
  void shouldTakeWorkersByANameThatIsConfigured() {
    // Given
    String name = "spiffe://cluster.local/ns/default/sa/test";
    workers.add(authority.issue(dir.resolve("worker"), Form.EC_PKCS8, HOUR, name));
    Tls.Files caller = authority.issueForCaller(dir.resolve("caller"));

    // When
    Pool pool = pool(caller.withWorkerName("spiffe://cluster.local/ns/{namespace}/sa/{pool}"));

    // Then
    assertThat(pool.<Integer>call(() -> 1)).isEqualTo(1);
  }

  @Test
  void shouldSayWhatToWriteWhereNothingIsSaidOrFilesAreBad() throws IOException {
    assertThatThrownBy(() -> Tls.of(Map.of()))
        .isInstanceOf(TlsException.class)
        .hasMessageContainingAll("LIDO_TLS is missing", "tls.crt, tls.key and ca.crt", "plaintext");
    assertThatThrownBy(() -> Pools.builder().tls(Tls.in(dir)).connect())
        .isInstanceOf(PoolConnectException.class)
        .hasMessageContainingAll("tls.crt is missing", "plaintext", "Pools.builder().tls");
    authority.issueForCaller(dir);
    Files.writeString(dir.resolve("tls.key"), "no key");
    assertThatThrownBy(() -> new TlsIdentity(Tls.in(dir)))
        .hasMessageContainingAll("tls.key is no good PEM file", "BEGIN PRIVATE KEY");
    assertThat(Tls.of(Map.of("LIDO_TLS", dir.toString(), "LIDO_TLS_WORKER_NAME", "{pool}")))
        .isEqualTo(Tls.in(dir).withWorkerName("{pool}"));
  }
}
