package dev.lido.client.internal.group;

import com.google.protobuf.ByteString;
import dev.lido.client.ChildId;
import dev.lido.client.internal.call.Call;
import dev.lido.client.internal.call.Outcome;
import dev.lido.client.internal.call.PlaceCall;
import dev.lido.client.internal.call.Tally;
import dev.lido.client.internal.placement.Placer;
import dev.lido.client.internal.placement.Refusal;
import dev.lido.client.internal.placement.Work;
import dev.lido.client.internal.placement.WorkerSlots;
import dev.lido.client.internal.stream.Connection;
import dev.lido.protocol.message.FromWorker;
import dev.lido.protocol.message.Returned;
import dev.lido.protocol.v1.Ended;
import dev.lido.protocol.v1.Failure;
import dev.lido.protocol.v1.Load;
import dev.lido.protocol.v1.Output;
import dev.lido.protocol.v1.Refused;
import dev.lido.protocol.v1.Started;
import dev.lido.protocol.v1.Stuck;
import dev.lido.protocol.v1.WorkerHello;
import dev.lido.protocol.v1.WorkerMessage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Understands what workers say. Guarded by its group's lock. */
final class Inbox {

  private static final int MOST_SLOTS = 1_000_000;

  private final Placer placer;
  private final Peers peers;
  private final Watches watches;
  private final Group group;
  private final Tally tally;

  Inbox(Group group, Placer placer, Peers peers, Watches watches, Tally tally) {
    this.group = group;
    this.tally = tally;
    this.placer = placer;
    this.peers = peers;
    this.watches = watches;
  }

  void received(Peer peer, Connection from, FromWorker message) {
    WorkerSlots slots = peer.slots;
    switch (message) {
      case Returned returned -> {
        if (slots != null) {
          returned(peer, slots, returned);
        }
      }
      case FromWorker.Other other -> {
        if (slots != null) {
          received(peer, slots, other.message());
        } else if (other.message().hasHello()) {
          hello(peer, from, other.message().getHello());
        }
      }
    }
  }

  private void hello(Peer peer, Connection from, WorkerHello hello) {
    peer.worker = hello.getWorker();
    Optional<String> objection = group.identity().objectionTo(hello);
    if (objection.isPresent()) {
      peers.reject(peer, objection.get());
      return;
    }
    WorkerSlots slots =
        new WorkerSlots(
            hello.getWorker(),
            hello.getPartition(),
            Math.max(1, bounded(hello.getMaxConcurrency())),
            from);
    slots.stuck(hello.getLoad().getStuck());
    peers.welcome(peer, slots);
    placer.joined(slots, hello.getLoad().getTaken(), hello.getDraining());
  }

  private void received(Peer peer, WorkerSlots slots, WorkerMessage message) {
    switch (message.getKindCase()) {
      case PART -> peer.parts.add(message.getPart().getId(), message.getPart().getData());
      case ENDED -> failed(peer, slots, message.getEnded());
      case REFUSED -> refused(slots, message.getRefused());
      case GRANT -> placer.granted(slots, bounded(message.getGrant().getCount()));
      case LOAD -> load(slots, message.getLoad());
      case DRAINING -> placer.draining(slots);
      case STARTED -> started(slots, message.getStarted());
      case OUTPUT -> printed(slots, message.getOutput());
      case CHILD_ENDED -> watches.ended(slots, message.getChildEnded());
      case STUCK -> stuck(slots, message.getStuck());
      case PING -> placer.to(slots).pong();
      case HELLO, KIND_NOT_SET -> {}
    }
  }

  private void load(WorkerSlots slots, Load load) {
    slots.stuck(load.getStuck());
    if (load.hasOthers()) {
      placer.othersHave(slots, bounded(load.getOthers()));
    } else {
      placer.load(slots, bounded(load.getTaken()));
    }
  }

  /** The caller waits no longer; the slot is taken until the worker says otherwise. */
  private void stuck(WorkerSlots slots, Stuck stuck) {
    if (slots.work(stuck.getId()) instanceof Call call && call.outcome() == null) {
      placer.giveUp(call, false);
      call.finish(new Outcome.Stuck(stuck.getFailure()));
    }
  }

  /** No worker has so many slots: what says more makes no sense, and must not overflow. */
  private static int bounded(int unsigned) {
    return Math.clamp(Integer.toUnsignedLong(unsigned), 0, MOST_SLOTS);
  }

  private void started(WorkerSlots slots, Started started) {
    if (slots.work(started.getId()) instanceof PlaceCall call) {
      watches.started(new ChildId(slots.worker(), started.getChild()), call);
      call.started(slots.worker(), started.getChild());
    }
  }

  private static void printed(WorkerSlots slots, Output output) {
    if (slots.work(output.getId()) instanceof Call call) {
      call.printed(slots.worker(), output);
    }
  }

  private void returned(Peer peer, WorkerSlots slots, Returned returned) {
    long id = returned.id();
    ByteString value = peer.parts.finish(id, returned.payload());
    finish(placer.ended(slots, id), new Outcome.Value(value));
  }

  private void failed(Peer peer, WorkerSlots slots, Ended ended) {
    long id = ended.getId();
    Failure failure = ended.getFailure();
    ByteString thrown = peer.parts.finish(id, failure.getThrownObject());
    Outcome how = new Outcome.Failed(failure.toBuilder().setThrownObject(thrown).build());
    boolean drained = failure.getKind() == Failure.Kind.DRAINED;
    finish(drained ? placer.drained(slots, id) : placer.ended(slots, id), how);
  }

  private void refused(WorkerSlots slots, Refused refused) {
    long id = refused.getId();
    switch (refused.getReason()) {
      case FULL -> refused(slots, refused, Refusal.FULL);
      case DRAINING -> refused(slots, refused, Refusal.DRAINING);
      case NOT_FOUND -> refused(slots, refused, Refusal.NOT_FOUND);
      case CANCELLED -> finish(placer.ended(slots, id), Outcome.Plain.CANCELLED);
      case TIMED_OUT -> finish(placer.ended(slots, id), Outcome.Plain.NOT_STARTED_IN_TIME);
      case CODE_MISMATCH -> refused(slots, refused, Refusal.CODE_MISMATCH);
      case UNREADABLE, REASON_UNSPECIFIED, UNRECOGNIZED ->
          refused(slots, refused, Refusal.UNREADABLE);
    }
  }

  private void refused(WorkerSlots slots, Refused refused, Refusal why) {
    tally.refused(why);
    int taken = refused.hasLoad() ? refused.getLoad().getTaken() : slots.taken();
    placer.refused(slots, refused.getId(), why, refused.getMessage(), taken);
  }

  private void finish(@Nullable Work work, Outcome how) {
    if (work instanceof Call call) {
      call.finishAfterOutput(how, group);
    }
  }
}
