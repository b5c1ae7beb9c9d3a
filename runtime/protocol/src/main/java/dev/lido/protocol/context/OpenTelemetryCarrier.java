package dev.lido.protocol.context;

import dev.lido.protocol.v1.CallContext;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * OpenTelemetry's context, as the headers of the application's propagator; of one that has no
 * headers, as W3C's {@code traceparent} and {@code tracestate}.
 *
 * <p>The global instance is not asked for before there is something to send: to ask too early would
 * fix it.
 */
final class OpenTelemetryCarrier implements Carrier {

  private static final TextMapGetter<Map<String, String>> GETTER =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> headers) {
          return headers.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> headers, String key) {
          return headers == null ? null : headers.get(key);
        }
      };

  private static TextMapPropagator propagator() {
    TextMapPropagator configured = GlobalOpenTelemetry.getPropagators().getTextMapPropagator();
    return configured.fields().isEmpty() ? W3CTraceContextPropagator.getInstance() : configured;
  }

  @Override
  public void capture(Room into) {
    Context current = Context.current();
    if (!current.equals(Context.root())) {
      propagator()
          .inject(
              current,
              into,
              (room, key, value) -> {
                if (room != null) {
                  room.header(key, value);
                }
              });
    }
  }

  @Override
  @SuppressWarnings("MustBeClosedChecker") // What it returns closes it.
  public Runnable restore(CallContext from) {
    if (from.getHeadersCount() == 0) {
      return () -> {};
    }
    Context sent = propagator().extract(Context.root(), from.getHeadersMap(), GETTER);
    Scope scope = sent.makeCurrent();
    return scope::close;
  }
}
