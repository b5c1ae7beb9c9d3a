package dev.lido.client.internal.call;

import dev.lido.client.internal.placement.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what becomes of calls. Guarded by the lock of its group. */
public final class Tally {

  private static final Map<Enum<?>, String> NAMES = new ConcurrentHashMap<>();

  private final List<CallMeter> meters = new ArrayList<>();
  private long succeeded;
  private long failed;

  /** Tells a meter from now on. */
  public void add(CallMeter meter) {
    meters.add(meter);
  }

  void placed(long waitedNanos) {
    for (int i = 0; i < meters.size(); i++) {
      meters.get(i).placed(waitedNanos);
    }
  }

  /** A worker has refused a call. */
  public void refused(Refusal why) {
    for (int i = 0; i < meters.size(); i++) {
      meters.get(i).refused(lower(why));
    }
  }

  /**
   * A call has ended.
   *
   * @param placedAt when a worker got it, as {@link System#nanoTime}; 0: none did
   */
  void count(Outcome how, long placedAt) {
    boolean value = how instanceof Outcome.Value;
    if (value) {
      succeeded++;
    } else {
      failed++;
    }
    if (!meters.isEmpty()) {
      tell(reason(how), value, placedAt);
    }
  }

  private void tell(String reason, boolean value, long placedAt) {
    long ran = System.nanoTime() - placedAt;
    for (CallMeter meter : meters) {
      if (placedAt != 0) {
        meter.ran(reason, ran);
      }
      if (!value) {
        meter.failed(reason);
      }
    }
  }

  private static String reason(Outcome how) {
    return switch (how) {
      case Outcome.Value value -> "returned";
      case Outcome.Failed failed -> lower(failed.failure().getKind());
      case Outcome.Rejected rejected -> lower(rejected.why().kind());
      case Outcome.Unusable unusable -> "pool_" + lower(unusable.problem());
      case Outcome.Stuck stuck -> "timed_out";
      case Outcome.Lost lost -> "worker_lost";
      case Outcome.Plain.NOT_STARTED_IN_TIME -> "timed_out";
      case Outcome.Plain plain -> lower(plain);
    };
  }

  private static String lower(Enum<?> constant) {
    return NAMES.computeIfAbsent(constant, each -> each.name().toLowerCase(Locale.ROOT));
  }

  /** Returns how many ended with a value. */
  public long succeeded() {
    return succeeded;
  }

  /** Returns how many ended otherwise. */
  public long failed() {
    return failed;
  }
}
