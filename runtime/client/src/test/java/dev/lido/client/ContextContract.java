package dev.lido.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lido.client.testkit.Gates;
import dev.lido.protocol.task.WorkerContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** What children know of themselves, be it in a cluster or in one process. */
abstract class ContextContract {

  private static final Duration SOON = Duration.ofSeconds(5);

  abstract Pool pool(LocalSettings settings);

  private static WorkerContext context() {
    return WorkerContext.current().orElseThrow();
  }

  @Test
  void shouldKnowWhereItRuns() {
    Pool pool = pool(LocalSettings.DEFAULTS.withPartitions(2));
    List<String> where =
        pool.partition(1)
            .call(
                () ->
                    List.of(
                        context().namespace() + "/" + context().pool(),
                        context().worker(),
                        Integer.toString(context().partition())));
    PoolMember member = pool.partition(1).members().getFirst();
    assertThat(where).containsExactly(pool.namespace() + "/" + pool.name(), member.worker(), "1");
  }

  @Test
  void shouldKnowItsDeadline() {
    Pool pool = pool(LocalSettings.DEFAULTS).withTimeout(Duration.ofSeconds(20));
    Instant before = Instant.now();
    Instant deadline = pool.call(() -> context().deadline().orElseThrow());
    Duration remaining = pool.call(() -> context().remaining().orElseThrow());
    assertThat(deadline).isBetween(before.plusSeconds(19), Instant.now().plusSeconds(21));
    assertThat(remaining).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(20));
  }

  @Test
  void shouldHaveNoDeadlineIfPlaced() {
    String gate = Gates.newGate();
    Pool pool = pool(LocalSettings.DEFAULTS);
    Child child =
        pool.placeChild(
            () -> {
              boolean has = context().deadline().isPresent() || context().remaining().isPresent();
              Gates.note(gate, has ? 1 : 0);
              return null;
            });
    assertThat(child.monitor()).succeedsWithin(SOON);
    assertThat(Gates.gate(gate).arrivals()).containsExactly(0);
  }

  @Test
  void shouldKnowThatItWasToldToStop() {
    String gate = Gates.newGate();
    CompletableFuture<Integer> call =
        pool(LocalSettings.DEFAULTS).submit(() -> noteUntilCancelled(gate));
    await().untilAsserted(() -> assertThat(Gates.gate(gate).arrivals()).containsExactly(0));
    call.cancel(true);
    await().untilAsserted(() -> assertThat(Gates.gate(gate).arrivals()).containsExactly(0, 1, 2));
  }

  /** Swallows its interrupt. */
  private static int noteUntilCancelled(String gate) throws Exception {
    FutureTask<Boolean> other =
        new FutureTask<>(
            () -> {
              await().until(() -> context().isCancelled());
              Gates.note(gate, 1);
              return true;
            });
    Thread.ofPlatform().start(other);
    Gates.note(gate, context().isCancelled() ? 7 : 0);
    try {
      Gates.pass(Gates.newGate(), 0);
    } catch (InterruptedException swallowed) {
      other.get();
      Gates.note(gate, context().isCancelled() ? 2 : 7);
    }
    return 0;
  }

  @Test
  void shouldHoldInThreadsThatTheChildStartsUntilItEnds() {
    String gate = Gates.newGate();
    pool(LocalSettings.DEFAULTS)
        .call(
            () -> {
              FutureTask<Boolean> within =
                  new FutureTask<>(() -> WorkerContext.current().isPresent());
              Thread.ofVirtual().start(within);
              Gates.note(gate, within.get() ? 1 : 7);
              Thread.ofVirtual().start(() -> noteOnceGone(gate));
              return null;
            });
    await().untilAsserted(() -> assertThat(Gates.gate(gate).arrivals()).containsExactly(1, 2));
  }

  private static void noteOnceGone(String gate) {
    await().until(() -> WorkerContext.current().isEmpty());
    Gates.note(gate, 2);
  }

  @Test
  void shouldHaveTheMdcOfItsCaller() {
    Pool pool = pool(LocalSettings.DEFAULTS);
    MDC.put("request", "r-7");
    MDC.put("a long one", "x".repeat(9_000));
    try {
      assertThat(pool.call(() -> MDC.get("request") + MDC.get("a long one"))).isEqualTo("r-7null");
    } finally {
      MDC.clear();
    }
    assertThat(pool.call(() -> "" + MDC.get("request"))).isEqualTo("null");
  }

  @Test
  void shouldHaveTheTraceOfItsCaller() {
    Pool pool = pool(LocalSettings.DEFAULTS);
    SpanContext span =
        SpanContext.create(
            "0af7651916cd43dd8448eb211c80319c",
            "b7ad6b7169203331",
            TraceFlags.getSampled(),
            TraceState.getDefault());
    Context traced = Context.root().with(Span.wrap(span));
    String within = traced.wrapSupplier(() -> pool.call(ContextContract::trace)).get();
    assertThat(within).isEqualTo("0af7651916cd43dd8448eb211c80319c b7ad6b7169203331 true");
    assertThat(pool.call(ContextContract::trace)).endsWith("false");
  }

  private static String trace() {
    SpanContext current = Span.current().getSpanContext();
    return current.getTraceId() + " " + current.getSpanId() + " " + current.isValid();
  }

  @Test
  void shouldBeEmptyOutsideAChild() {
    Pool pool = pool(LocalSettings.DEFAULTS);
    CompletableFuture<Boolean> continued =
        pool.submit(() -> 1).thenApply(one -> WorkerContext.current().isPresent());
    assertThat(continued).succeedsWithin(SOON).isEqualTo(false);
    assertThat(WorkerContext.current()).isEmpty();
  }
}
