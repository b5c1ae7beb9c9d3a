package dev.lido.worker.wire;

import dev.lido.protocol.message.Placing.Flag;
import dev.lido.protocol.v1.Refused;
import dev.lido.worker.admission.CallerSlots;
import dev.lido.worker.admission.StandBy;
import dev.lido.worker.admission.Verdict;
import dev.lido.worker.child.ChildOrder;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The places of one caller's stream that came before their slots were free.
 *
 * <p>The caller's words come from the event loop; a start or a refusal from whatever thread freed
 * the slot.
 */
final class StandingBy {

  private final CallerSlots slots;
  private final Decided decided;
  private final Map<Long, Waiter> waiters = new ConcurrentHashMap<>();

  /** Carries out what becomes of a place. */
  interface Decided {
    /** It has its slot. */
    void start(ChildOrder order);

    /** It has its slot, and was cancelled meanwhile. */
    void stop(long id);

    /** It gets none. */
    void refuse(long id, Refused.Reason reason, String message);
  }

  StandingBy(CallerSlots slots, Decided decided) {
    this.slots = slots;
    this.decided = decided;
  }

  /** Returns whether a place of this id stands by. */
  boolean has(Long id) {
    return waiters.containsKey(id);
  }

  /** Lets a place stand by that was told to; returns what becomes of it, if it need not. */
  Verdict add(ChildOrder order) {
    Waiter waiter = new Waiter(order);
    waiters.put(waiter.id(), waiter);
    Verdict verdict = slots.standBy(waiter);
    if (verdict != Verdict.STAND_BY) {
      waiters.remove(waiter.id());
    }
    return verdict;
  }

  /** Withdraws a place; returns false if it does not stand by any more. */
  boolean cancel(long id) {
    Waiter waiter = waiters.get(id);
    if (waiter == null) {
      return false;
    }
    waiter.cancelled = true;
    boolean withdrawn = slots.withdraw(waiter);
    if (withdrawn) {
      waiters.remove(id);
      decided.refuse(id, Refused.Reason.CANCELLED, "its caller cancelled it");
    }
    return withdrawn;
  }

  /**
   * The caller is gone, which is not answered any more: what is linked to it is not started.
   *
   * @return how many these were
   */
  int leave() {
    Collection<Waiter> linked =
        List.copyOf(waiters.values()).stream()
            .filter(waiter -> !waiter.order.place().is(Flag.UNLINKED))
            .filter(slots::withdraw)
            .toList();
    linked.forEach(waiter -> waiters.remove(waiter.id()));
    return linked.size();
  }

  /** One place that stands by. */
  private final class Waiter implements StandBy {
    private final ChildOrder order;
    private volatile boolean cancelled;

    Waiter(ChildOrder order) {
      this.order = order;
    }

    Long id() {
      return order.id();
    }

    @Override
    public void start() {
      decided.start(order);
      waiters.remove(id());
      if (cancelled) {
        decided.stop(id());
      }
    }

    @Override
    public void refuse(Verdict why) {
      waiters.remove(id());
      if (why == Verdict.DRAINING) {
        decided.refuse(id(), Refused.Reason.DRAINING, "the worker drains");
      } else {
        decided.refuse(id(), Refused.Reason.FULL, "no slot of the worker became free");
      }
    }
  }
}
