package dev.lido.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lido.protocol.v1.Failure;
import dev.lido.protocol.v1.Place;
import dev.lido.protocol.v1.Refused;
import dev.lido.protocol.v1.WorkerMessage.KindCase;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program, as a pod runs it. */
class WorkerProcessIT {

  @TempDir private Path dir;

  @Test
  void shouldRunChildrenInItsOwnProcess() throws Exception {
    try (WorkerProcess worker = start(Map.of());
        TestCaller caller = worker.connect()) {
      long id = caller.place(() -> ProcessHandle.current().pid());

      assertThat(caller.value(id)).isEqualTo(worker.pid());
      assertThat(worker.output()).contains("worker-1 (pool default/thumbnails, partition 0)");
    }
  }

  @Test
  void shouldLetRunningChildrenEndWhenItIsTerminated() throws Exception {
    try (WorkerProcess worker = start(Map.of());
        TestCaller caller = worker.connect()) {
      String file = dir.resolve("go").toString();
      List<Long> ids = Stream.generate(() -> caller.place(() -> await(file))).limit(5).toList();
      Awaitility.await().until(() -> caller.answer(caller.place(() -> 1)).hasRefused());

      worker.terminate();
      caller.await(KindCase.DRAINING);
      Refused refused = caller.refused(caller.place(() -> 2));
      Files.createFile(Path.of(file));

      assertThat(refused.getReason()).isEqualTo(Refused.Reason.DRAINING);
      assertThat(ids).allMatch(id -> "went".equals(caller.value(id)));
      assertThat(caller.over()).isEqualTo(Status.OK);
      assertThat(worker.exitCode()).isZero();
    }
  }

  @Test
  void shouldInterruptChildrenAfterTheDrainTimeout() throws Exception {
    try (WorkerProcess worker = start(Map.of("LIDO_DRAIN_TIMEOUT", "200ms"));
        TestCaller caller = worker.connect()) {
      long id = caller.place(() -> waitForEver(), Place.newBuilder().setReportStart(true));
      caller.await(KindCase.STARTED);

      worker.terminate();

      assertThat(caller.ended(id).getFailure().getKind()).isEqualTo(Failure.Kind.DRAINED);
      assertThat(worker.exitCode()).isZero();
    }
  }

  @Test
  void shouldRunShutdownHooksOnlyAfterTheChildren() throws Exception {
    try (WorkerProcess worker = start(Map.of());
        TestCaller caller = worker.connect()) {
      String file = dir.resolve("go").toString();
      String hook = dir.resolve("hook").toString();
      long id =
          caller.place(
              () -> {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> touch(hook)));
                await(file);
                return Files.exists(Path.of(hook));
              },
              Place.newBuilder().setReportStart(true));
      caller.await(KindCase.STARTED);
      worker.terminate();
      caller.await(KindCase.DRAINING);
      Files.createFile(Path.of(file));

      assertThat(caller.value(id)).isEqualTo(false);
      assertThat(worker.exitCode()).isZero();
      assertThat(Path.of(hook)).exists();
    }
  }

  @Test
  void shouldKeepDeadlinesAndStreamsAliveUnderBusyChildren() throws Exception {
    try (WorkerProcess worker = start(Map.of());
        TestCaller caller = worker.connect()) {
      Place.Builder options = Place.newBuilder().setTimeoutNanos(Duration.ofSeconds(1).toNanos());
      List<Long> busy =
          Stream.generate(() -> caller.place(WorkerProcessIT::spin, options)).limit(5).toList();

      assertThat(caller.refused(caller.place(() -> 1)).getReason()).isEqualTo(Refused.Reason.FULL);
      assertThat(busy)
          .extracting(id -> caller.ended(id).getFailure().getKind())
          .containsOnly(Failure.Kind.TIMED_OUT);
      assertThat(caller.value(caller.place(() -> "well"))).isEqualTo("well");
    }
  }

  @Test
  void shouldRunAShortChildBesideBusyOnesOnEveryCarrier() throws Exception {
    try (WorkerProcess worker = start(Map.of());
        TestCaller caller = worker.connect()) {
      List<Long> busy =
          Stream.generate(
                  () ->
                      caller.place(WorkerProcessIT::spin, Place.newBuilder().setReportStart(true)))
              .limit(4)
              .toList();
      busy.forEach(id -> caller.await(KindCase.STARTED));

      assertThat(caller.value(caller.place(() -> "beside"))).isEqualTo("beside");

      busy.forEach(caller::cancel);
      assertThat(busy)
          .extracting(id -> caller.ended(id).getFailure().getKind())
          .containsOnly(Failure.Kind.CANCELLED);
    }
  }

  @Test
  void shouldDrainAndExitWhenMostSlotsAreLostToStuckChildren() throws Exception {
    try (WorkerProcess worker = start(Map.of("LIDO_STUCK_AFTER", "600ms"));
        TestCaller caller = worker.connect()) {
      String file = dir.resolve("go").toString();
      Place.Builder options = Place.newBuilder().setReportStart(true);
      long good = caller.place(() -> await(file));
      List<Long> bad =
          Stream.generate(() -> caller.place(WorkerProcessIT::spinForEver, options))
              .limit(3)
              .toList();
      Awaitility.await().until(() -> caller.received(KindCase.STARTED).size() == 3);

      bad.forEach(caller::cancel);

      caller.await(KindCase.DRAINING);
      Files.createFile(Path.of(file));
      assertThat(caller.value(good)).isEqualTo("went");
      assertThat(worker.exitCode()).isEqualTo(3);
      assertThat(worker.output())
          .contains("is stuck: it was interrupted 600 ms ago, as its caller cancelled it")
          .contains("WorkerProcessIT.spinForEver")
          .contains("3 of 5 slots are lost to stuck children: the worker drains, to be replaced");
    }
  }

  @Test
  void shouldEndWithTheCodeOfAChildThatExitsAndNameIt() throws Exception {
    try (WorkerProcess worker = start(Map.of());
        TestCaller caller = worker.connect()) {
      caller.place(() -> waitForEver());
      caller.place(
          () -> {
            System.exit(7);
            return null;
          });

      assertThat(caller.over().getDescription())
          .contains("the worker ends: child")
          .contains("of test/1 called System.exit");
      assertThat(worker.exitCode()).isEqualTo(7);
      assertThat(worker.output()).contains("called System.exit");
    }
  }

  @Test
  void shouldSayAllThatIsWrongWithItsEnvironment() throws Exception {
    try (WorkerProcess worker =
        new WorkerProcess(
            dir, Map.of("LIDO_POOL", "", "LIDO_DRAIN_TIMEOUT", "soon", "LIDO_TLS", ""))) {
      assertThat(worker.exitCode()).isEqualTo(2);
      assertThat(worker.output().lines())
          .containsExactly(
              "lido-worker: LIDO_POOL is missing: set it to the pool's name",
              "lido-worker: LIDO_DRAIN_TIMEOUT is 'soon': set it to a duration, for example 30s",
              "lido-worker: LIDO_TLS is missing: set it to the folder of tls.crt, tls.key and"
                  + " ca.crt for mutual TLS, or 'plaintext' for neither encryption nor identity, in"
                  + " the pool's template");
    }
  }

  @Test
  void shouldSayThatItsPortIsTaken() throws Exception {
    try (WorkerProcess first = start(Map.of());
        WorkerProcess second =
            new WorkerProcess(dir, Map.of("LIDO_PORT", Integer.toString(first.port())))) {
      assertThat(second.exitCode()).isEqualTo(2);
      assertThat(second.output().lines())
          .containsExactly(
              "lido-worker: cannot listen on 127.0.0.1 port %d (wire): Address already in use"
                  .formatted(first.port()));
    }
  }

  private WorkerProcess start(Map<String, String> variables) throws IOException {
    return new WorkerProcess(dir, variables).awaitReady();
  }

  private static String await(String file) {
    Awaitility.await().pollInSameThread().forever().until(() -> Files.exists(Path.of(file)));
    return "went";
  }

  private static String waitForEver() throws InterruptedException {
    new CountDownLatch(1).await();
    return "never";
  }

  private static int spinForEver() {
    int turns = 0;
    while (turns >= 0) {
      turns = (turns + 1) & 0xffff;
    }
    return turns;
  }

  private static int spin() {
    int turns = 0;
    while (!Thread.currentThread().isInterrupted()) {
      turns++;
    }
    return turns;
  }

  private static void touch(String file) {
    try {
      Files.createFile(Path.of(file));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
