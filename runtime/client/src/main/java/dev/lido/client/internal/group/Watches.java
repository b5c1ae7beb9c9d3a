package dev.lido.client.internal.group;

import dev.lido.client.ChildEnd;
import dev.lido.client.ChildId;
import dev.lido.client.PoolException;
import dev.lido.client.internal.call.Background;
import dev.lido.client.internal.call.PlaceCall;
import dev.lido.client.internal.codec.RemoteThrowables;
import dev.lido.client.internal.placement.Link;
import dev.lido.client.internal.placement.Placer;
import dev.lido.client.internal.placement.Work;
import dev.lido.client.internal.placement.WorkerSlots;
import dev.lido.protocol.v1.ChildEnded;
import dev.lido.protocol.v1.Failure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The placed children that this caller watches, whoever placed them. Guarded by its group's lock.
 *
 * <p>A worker is asked once on each connection to it. A child is lost when its worker is connected
 * no more, is not listed, and no worker that is listed may be it.
 */
final class Watches {

  private final Placer placer;
  private final Peers peers;
  private final Map<ChildId, Watch> open = new HashMap<>();

  /** This caller's own children, as long as they may print. */
  private final Map<ChildId, PlaceCall> own = new HashMap<>();

  Watches(Placer placer, Peers peers) {
    this.placer = placer;
    this.peers = peers;
  }

  private static final class Watch {
    private final CompletableFuture<ChildEnd> ended = new CompletableFuture<>();
    private @Nullable WorkerSlots asked;
    private @Nullable WorkerSlots told;
    private boolean stop;
  }

  /** Watches a child, and interrupts it if asked to. */
  CompletableFuture<ChildEnd> add(ChildId child, boolean stop) {
    Watch watch = open.computeIfAbsent(child, none -> new Watch());
    watch.stop |= stop;
    settle();
    return watch.ended.copy();
  }

  /** Members have come or gone. */
  void settle() {
    if (!open.isEmpty()) {
      List.copyOf(open.keySet()).forEach(this::settle);
    }
  }

  private void settle(ChildId child) {
    WorkerSlots slots = find(child.worker());
    Watch watch = open.get(child);
    if (slots != null && watch != null) {
      ask(child, watch, slots);
    } else if (!peers.settling() && !peers.mayHave(child.worker())) {
      end(child, new ChildEnd.WorkerLost());
    }
  }

  private @Nullable WorkerSlots find(String worker) {
    for (WorkerSlots slots : placer.workers(Work.ANY)) {
      if (slots.worker().equals(worker)) {
        return slots;
      }
    }
    return null;
  }

  private void ask(ChildId child, Watch watch, WorkerSlots slots) {
    Link link = placer.to(slots);
    if (watch.stop && watch.told != slots) {
      watch.told = slots;
      link.stop(child.number());
    }
    if (watch.asked != slots) {
      watch.asked = slots;
      link.monitor(child.number());
    }
  }

  /** A child of this caller runs. */
  void started(ChildId child, PlaceCall call) {
    own.put(child, call);
    call.afterOutput(() -> own.remove(child));
  }

  /** A worker has answered. That a child has ended is told after the last that it printed. */
  void ended(WorkerSlots slots, ChildEnded how) {
    ChildId child = new ChildId(slots.worker(), how.getChild());
    ChildEnd end = end(how);
    PlaceCall call = own.get(child);
    if (call == null || end instanceof ChildEnd.Stuck) { // a stuck one goes on, and may print
      end(child, end);
    } else {
      call.afterOutput(() -> end(child, end));
    }
  }

  private static ChildEnd end(ChildEnded how) {
    return switch (how.getHow()) {
      case RETURNED -> new ChildEnd.Returned();
      case FAILED -> failed(how.getFailure());
      case UNKNOWN, HOW_UNSPECIFIED, UNRECOGNIZED -> new ChildEnd.Unknown();
    };
  }

  private static ChildEnd failed(Failure failure) {
    return switch (failure.getKind()) {
      case TIMED_OUT -> new ChildEnd.TimedOut();
      case CANCELLED -> new ChildEnd.Stopped();
      case DRAINED -> new ChildEnd.Drained();
      case STUCK -> new ChildEnd.Stuck(RemoteThrowables.standIn(failure));
      case THREW, VALUE_NOT_SERIALIZABLE, KIND_UNSPECIFIED, UNRECOGNIZED ->
          new ChildEnd.Threw(RemoteThrowables.standIn(failure));
    };
  }

  private void end(ChildId child, ChildEnd how) {
    Watch watch = open.remove(child);
    if (watch != null) {
      Background.CALLBACKS.execute(() -> watch.ended.complete(how));
    }
  }

  /** Nothing will be known any more. */
  void fail(PoolException why) {
    List<Watch> failed = List.copyOf(open.values());
    open.clear();
    failed.forEach(
        watch -> Background.CALLBACKS.execute(() -> watch.ended.completeExceptionally(why)));
  }
}
