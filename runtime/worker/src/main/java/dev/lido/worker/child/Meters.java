package dev.lido.worker.child;

import dev.lido.protocol.v1.Refused;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tells meters, if there are any, what becomes of places and children. Thread-safe. */
public final class Meters {

  private static final Map<Enum<?>, String> NAMES = new ConcurrentHashMap<>();

  private final List<ChildMeter> meters = new CopyOnWriteArrayList<>();

  /** Tells a meter from now on. */
  public void add(ChildMeter meter) {
    meters.add(meter);
  }

  /** A place was refused. */
  public void refused(Refused.Reason reason) {
    if (!meters.isEmpty()) {
      String name = name(reason);
      meters.forEach(meter -> meter.refused(name));
    }
  }

  /** A child was answered. */
  public void ended(Child child, Answer answer) {
    if (!meters.isEmpty() && !(answer instanceof Answer.NotStarted)) {
      String outcome =
          answer instanceof Answer.Failed failed ? name(failed.failure().getKind()) : "returned";
      long nanos = child.ageNanos();
      meters.forEach(meter -> meter.ran(outcome, nanos));
    }
  }

  private static String name(Enum<?> constant) {
    return NAMES.computeIfAbsent(constant, each -> each.name().toLowerCase(Locale.ROOT));
  }
}
