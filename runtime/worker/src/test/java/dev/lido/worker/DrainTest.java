package dev.lido.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lido.protocol.v1.ControlGrpc;
import dev.lido.protocol.v1.ControlGrpc.ControlBlockingStub;
import dev.lido.protocol.v1.DescribeRequest;
import dev.lido.protocol.v1.DrainRequest;
import dev.lido.protocol.v1.Failure;
import dev.lido.protocol.v1.Place;
import dev.lido.protocol.v1.Refused;
import dev.lido.protocol.v1.WorkerDescription;
import dev.lido.protocol.v1.WorkerMessage.KindCase;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DrainTest {

  private final Gate gate = new Gate();
  private Worker worker = Workers.start(2);
  private TestCaller caller = TestCaller.connect(worker);

  @AfterEach
  void close() {
    gate.open();
    caller.close();
    worker.close();
  }

  @Test
  void shouldRefuseNewChildrenAndLetTheRunningOnesEnd() throws Exception {
    long running = caller.place(gate::pass);
    gate.awaitInside(1);

    worker.drain();
    CompletableFuture<Void> drained = worker.whenDrained();

    caller.await(KindCase.DRAINING);
    assertThat(caller.refused(caller.place(() -> 1)).getReason())
        .isEqualTo(Refused.Reason.DRAINING);
    assertThat(drained).isNotDone();
    gate.open();
    assertThat(caller.value(running)).isEqualTo("passed");
    drained.get(20, TimeUnit.SECONDS);
  }

  @Test
  void shouldSayHelloAsDraining() {
    worker.drain();

    try (TestCaller late = TestCaller.connect(worker)) {
      assertThat(late.await(KindCase.HELLO).getHello().getDraining()).isTrue();
    }
  }

  @Test
  void shouldVoidGrants() {
    caller.waiting(true);
    caller.await(KindCase.GRANT);
    worker.drain();

    long id = caller.place(() -> 1, Place.newBuilder().setGranted(true));

    assertThat(caller.refused(id).getReason()).isEqualTo(Refused.Reason.DRAINING);
    assertThat(worker.taken()).isZero();
  }

  @Test
  void shouldInterruptChildrenThatTakeLongerThanTheDrainTimeout() {
    restart(Duration.ofMillis(100));
    long id = caller.place(gate::pass);
    gate.awaitInside(1);

    worker.drain();

    assertThat(caller.ended(id).getFailure().getKind()).isEqualTo(Failure.Kind.DRAINED);
  }

  @Test
  void shouldDeliverAllResultsBeforeItCompletesTheStreams() throws Exception {
    byte[] large = new byte[10_000_000];
    Gate held = gate;
    long id = caller.place(() -> held.pass() + large.length);
    long largeId =
        caller.place(
            () -> {
              held.pass();
              return large;
            });
    gate.awaitInside(2);
    CompletableFuture<Boolean> stopped = CompletableFuture.supplyAsync(this::stop);
    caller.await(KindCase.DRAINING);

    gate.open();

    assertThat(caller.over()).isEqualTo(Status.OK);
    assertThat(caller.value(id)).isEqualTo("passed10000000");
    assertThat((byte[]) caller.value(largeId)).hasSize(large.length);
    assertThat(stopped.get(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void shouldWaitForACallerThatReadsLateWhileTheDrainHasTime() throws Exception {
    byte[] large = new byte[10_000_000];
    caller.stopReading();
    long id = caller.place(() -> large);
    Awaitility.await().until(() -> worker.taken() == 0);

    CompletableFuture<Boolean> stopped = CompletableFuture.supplyAsync(this::stop);

    Awaitility.await().during(Duration.ofMillis(2_500)).until(() -> !stopped.isDone());
    caller.readOn();
    assertThat((byte[]) caller.value(id)).hasSize(large.length);
    assertThat(stopped.get(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void shouldAnswerChildrenThatIgnoreTheirInterrupt() throws Exception {
    restart(Duration.ZERO);
    long id = caller.place(gate::passStubbornly);
    gate.awaitInside(1);

    assertThat(worker.stop()).isFalse();

    assertThat(caller.over()).isEqualTo(Status.OK);
    assertThat(caller.ended(id).getFailure().getKind()).isEqualTo(Failure.Kind.DRAINED);
  }

  @Test
  void shouldLeaveNoPlaceUnclearInAStop() throws Exception {
    CompletableFuture<Boolean> stopped = CompletableFuture.supplyAsync(this::stop);
    long last = 0;
    while (!stopped.isDone()) {
      last = caller.place(() -> 1);
    }

    assertThat(caller.over()).isEqualTo(Status.OK);
    assertThat(stopped.get()).isTrue();
    List<Long> answered =
        caller.received().stream()
            .filter(message -> message.hasEnded() || message.hasRefused())
            .map(message -> message.getEnded().getId() + message.getRefused().getId())
            .sorted()
            .toList();
    assertThat(answered)
        .as("all that arrived, and nothing that came later, was answered")
        .hasSizeLessThanOrEqualTo((int) last)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, answered.size()).boxed().toList());
  }

  @Test
  void shouldDrainByControl() {
    long id = caller.place(gate::pass);
    gate.awaitInside(1);

    control(
        control -> {
          assertThat(control.drain(DrainRequest.getDefaultInstance()).getTaken()).isEqualTo(1);
          assertThat(control.drain(DrainRequest.getDefaultInstance()).getTaken()).isEqualTo(1);
          caller.await(KindCase.DRAINING);
          gate.open();
          caller.ended(id);
          Awaitility.await()
              .until(() -> control.drain(DrainRequest.getDefaultInstance()).getTaken() == 0);
        });
    assertThat(caller.received(KindCase.DRAINING)).hasSize(1);
  }

  @Test
  void shouldDescribeItselfAndItsChildren() {
    caller.place(gate::pass);
    gate.awaitInside(1);
    Gate held = gate;
    caller.place(
        () -> {
          held.pass();
          return 1;
        },
        Place.newBuilder().setUnlinked(true));
    gate.awaitInside(2);

    control(control -> assertDescription(describe(control, 10)));
    control(control -> assertThat(describe(control, 1).getChildrenList()).hasSize(1));
    control(control -> assertThat(describe(control, 0).getChildrenList()).isEmpty());
  }

  private static WorkerDescription describe(ControlBlockingStub control, int maxChildren) {
    return control.describe(DescribeRequest.newBuilder().setMaxChildren(maxChildren).build());
  }

  private static void assertDescription(WorkerDescription description) {
    assertThat(description.getWorker()).isEqualTo("worker-1");
    assertThat(description.getTaken()).isEqualTo(2);
    assertThat(description.getCallers()).isEqualTo(1);
    assertThat(description.getDraining()).isFalse();
    assertThat(description.getChildrenList()).hasSize(2);
    assertThat(description.getChildren(0).getLinked()).isTrue();
    assertThat(description.getChildren(1).getLinked()).isFalse();
    assertThat(description.getChildren(1).getCaller()).isEqualTo("test/1");
    assertThat(description.getChildren(1).getTask()).isEqualTo(DrainTest.class.getName());
    assertThat(description.getChildren(0).getRunningNanos())
        .isGreaterThan(description.getChildren(1).getRunningNanos());
  }

  private void control(Consumer<ControlBlockingStub> use) {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", worker.port()).usePlaintext().build();
    try {
      use.accept(ControlGrpc.newBlockingStub(channel));
    } finally {
      channel.shutdownNow();
    }
  }

  private boolean stop() {
    try {
      return worker.stop();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void restart(Duration drainTimeout) {
    caller.close();
    worker.close();
    worker = Workers.start(2, drainTimeout);
    caller = TestCaller.connect(worker);
  }
}
