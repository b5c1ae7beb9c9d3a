package dev.lido.system.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lido.client.LocalSettings;
import dev.lido.client.Pool;
import dev.lido.client.PoolException;
import dev.lido.client.testkit.TestWorkers;
import dev.lido.client.testkit.WorkerProcess;
import dev.lido.protocol.v1.ControlGrpc;
import dev.lido.protocol.v1.DescribeRequest;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Frames, and bytes, that make no sense, to a worker in a process of its own and to a caller, while
 * others go on calling. {@code -Dlido.fuzz.seconds} says how long (60), {@code -Dlido.fuzz.seed}
 * which ones.
 */
class FuzzIT {

  private static final Duration LONG =
      Duration.ofSeconds(Integer.getInteger("lido.fuzz.seconds", 60));
  private static final long SEED = Long.getLong("lido.fuzz.seed", System.nanoTime());
  private static final Duration DEADLINE = Duration.ofSeconds(1);

  @TempDir private Path dir;
  private final long end = System.nanoTime() + LONG.toNanos();

  @Test
  void shouldHurtNobodyElseWithWhatMakesNoSense() throws Exception {
    // Given
    System.out.println("fuzzing for " + LONG + "; -Dlido.fuzz.seed=" + SEED);
    SplittableRandom random = new SplittableRandom(SEED);
    LocalSettings settings = LocalSettings.DEFAULTS.withReplicas(0).withPartitions(2);
    try (TestWorkers workers = new TestWorkers(settings);
        WorkerProcess worker = new WorkerProcess("real", dir, List.of(), Map.of()).awaitReady();
        SenselessWorker senseless = new SenselessWorker(random.split());
        ExecutorService threads = Executors.newCachedThreadPool()) {
      workers.members().add(worker.address());
      workers.members().add(senseless.address());
      Pool pool = workers.pool();
      SenselessCaller frames = new SenselessCaller(worker.address(), random.split());
      SenselessCaller noise = new SenselessCaller(worker.address(), random.split());

      // When
      Future<Integer> sent = threads.submit(() -> repeat(frames::sendFrames));
      Future<Integer> noises = threads.submit(() -> repeat(noise::sendNoise));
      Future<Integer> good = threads.submit(() -> repeat(() -> callWell(pool.partition(0))));
      Future<Integer> bad = threads.submit(() -> repeat(() -> callBadly(pool.partition(1))));

      // Then
      System.out.println(
          "streams %d, noises %d, good calls %d, bad calls %d"
              .formatted(sent.get(), noises.get(), good.get(), bad.get()));
      assertThat(sent.get()).isPositive();
      assertThat(noises.get()).isPositive();
      assertThat(good.get()).isGreaterThan((int) LONG.toSeconds());
      assertThat(bad.get()).isPositive();
      await()
          .untilAsserted(
              () ->
                  assertThat(pool.partition(0).members())
                      .as("the worker says %s; its log ends with %s", describe(worker), end(worker))
                      .allMatch(member -> member.taken() == 0));
      assertThat(livez(worker)).isEqualTo("alive\n");
      assertThat(worker.output()).contains("senseless").doesNotContain("\tat ", "Exception in");
    }
  }

  private interface Step {
    void run() throws Exception;
  }

  private int repeat(Step step) throws Exception {
    int times = 0;
    for (; System.nanoTime() < end; times++) {
      step.run();
    }
    return times;
  }

  private static void callWell(Pool pool) {
    assertThat(pool.call("echo", new byte[] {1, 2, 3})).containsExactly(1, 2, 3);
  }

  /** However it ends, it ends in time. */
  private static void callBadly(Pool pool) throws Exception {
    Callable<CompletableFuture<byte[]>> call =
        () -> pool.withTimeout(DEADLINE).withQueueTimeout(DEADLINE).submit("echo", new byte[] {4});
    try {
      call.call().get(DEADLINE.multipliedBy(5).toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException hangs) {
      throw new AssertionError("a call did not end in time; seed " + SEED, hangs);
    } catch (java.util.concurrent.ExecutionException failed) {
      assertThat(failed).hasCauseInstanceOf(PoolException.class);
    }
  }

  /** What the worker itself says that it runs. */
  private static String describe(WorkerProcess worker) {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress(worker.address().host(), worker.address().port())
            .usePlaintext()
            .build();
    try {
      DescribeRequest all = DescribeRequest.newBuilder().setMaxChildren(10).build();
      return ControlGrpc.newBlockingStub(channel).describe(all).toString();
    } finally {
      channel.shutdownNow();
    }
  }

  private static String end(WorkerProcess worker) {
    String log = worker.output();
    return log.substring(Math.max(0, log.length() - 1_000));
  }

  private static String livez(WorkerProcess worker) throws Exception {
    URI livez = URI.create("http://127.0.0.1:" + worker.healthPort() + "/livez");
    try (InputStream answer = livez.toURL().openStream()) {
      return new String(answer.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }
}
