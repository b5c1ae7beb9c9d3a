package dev.lido.protocol.context;

import dev.lido.protocol.v1.CallContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes along what a caller's thread has in SLF4J's MDC and in OpenTelemetry's context, and gives it
 * to the thread of its child; of each where the library is there. Nothing is made of it: no span
 * begins or ends here. Thread-safe.
 *
 * <p>What travels is {@link #MAX_CHARS} at most, keys and values together: OpenTelemetry's headers
 * first, then the MDC in the order of its keys; an entry that does not fit is left out.
 */
public final class TravelingContext {

  /** The most that travels, in characters. */
  public static final int MAX_CHARS = 8 * 1024;

  private static final Logger LOG = System.getLogger("dev.lido.protocol.context");
  private static final AtomicBoolean HAS_FAILED = new AtomicBoolean();
  private static final List<Carrier> CARRIERS = carriers();

  private TravelingContext() {}

  private static List<Carrier> carriers() {
    List<Carrier> found = new ArrayList<>();
    if (has("io.opentelemetry.api.GlobalOpenTelemetry")) {
      found.add(new OpenTelemetryCarrier());
    }
    if (has("org.slf4j.MDC")) {
      found.add(new MdcCarrier());
    }
    return List.copyOf(found);
  }

  private static boolean has(String className) {
    try {
      Class.forName(className, false, TravelingContext.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError absent) {
      return false;
    }
  }

  /** Returns what the current thread has; {@code null}: nothing. */
  public static @Nullable CallContext capture() {
    if (CARRIERS.isEmpty()) {
      return null;
    }
    Room room = new Room();
    for (int i = 0; i < CARRIERS.size(); i++) {
      try {
        CARRIERS.get(i).capture(room);
      } catch (RuntimeException | LinkageError failure) {
        logOnce(failure);
      }
    }
    return room.collected();
  }

  /** Does something with a context on the current thread, which has none before and none after. */
  public static <T> T within(CallContext context, Supplier<T> action) {
    List<Runnable> undo = new ArrayList<>();
    try {
      CARRIERS.forEach(carrier -> guarded(() -> undo.add(carrier.restore(context))));
      return action.get();
    } finally {
      undo.reversed().forEach(TravelingContext::guarded);
    }
  }

  /** A library that fails here, as a propagator may, fails no call. */
  private static void guarded(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException | LinkageError failure) {
      logOnce(failure);
    }
  }

  private static void logOnce(Throwable failure) {
    if (HAS_FAILED.compareAndSet(false, true)) {
      LOG.log(
          Level.WARNING,
          "a context does not travel with its child; further failures are not logged",
          failure);
    }
  }
}
