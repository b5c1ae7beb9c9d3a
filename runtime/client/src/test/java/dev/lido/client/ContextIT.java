package dev.lido.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lido.client.testkit.TestWorkers;
import dev.lido.client.testkit.WorkerProcess;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;

/** What travels from a caller's thread to its child in another process, with OpenTelemetry's SDK. */
class ContextIT {

  @Test
  void shouldGoOnWithTheTraceAndTheMdcInAnotherProcess(@TempDir Path folder) throws Exception {
    try (WorkerProcess worker = new WorkerProcess("traced", folder, List.of(), Map.of());
        TestWorkers callers = TestWorkers.unknown();
        SdkTracerProvider tracing = SdkTracerProvider.builder().build()) {
      // Given
      callers.members().settings(TestWorkers.callSettings(LocalSettings.DEFAULTS));
      callers.members().add(worker.address());
      Pool pool = callers.pool();
      await().until(() -> !pool.members().isEmpty());
      Span span = tracing.get("caller").spanBuilder("request").startSpan();

      // When
      List<String> inChild;
      MDC.put("request", "r-7");
      try {
        inChild = Context.root().with(span).wrapSupplier(() -> pool.call(ContextIT::look)).get();
      } finally {
        MDC.clear();
        span.end();
      }

      // Then
      assertThat(inChild)
          .containsExactly(
              span.getSpanContext().getTraceId(),
              span.getSpanContext().getSpanId(),
              "true",
              "r-7",
              Long.toString(worker.pid()));
    }
  }

  /** Returns trace and parent of a span that starts here, whether it is sampled, MDC and process. */
  private static List<String> look() {
    try (SdkTracerProvider tracing = SdkTracerProvider.builder().build()) {
      Span span = tracing.get("worker").spanBuilder("work").startSpan();
      span.end();
      return List.of(
          span.getSpanContext().getTraceId(),
          ((ReadableSpan) span).getParentSpanContext().getSpanId(),
          Boolean.toString(span.getSpanContext().isSampled()),
          MDC.get("request"),
          Long.toString(ProcessHandle.current().pid()));
    }
  }
}
