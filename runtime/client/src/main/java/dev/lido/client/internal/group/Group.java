package dev.lido.client.internal.group;

import dev.lido.client.ChildEnd;
import dev.lido.client.ChildId;
import dev.lido.client.PoolMember;
import dev.lido.client.PoolStats;
import dev.lido.client.internal.call.Background;
import dev.lido.client.internal.call.Call;
import dev.lido.client.internal.call.CallMeter;
import dev.lido.client.internal.call.CallSettings;
import dev.lido.client.internal.call.Clerk;
import dev.lido.client.internal.call.Outcome;
import dev.lido.client.internal.call.Outcome.Problem;
import dev.lido.client.internal.call.Results;
import dev.lido.client.internal.call.Tally;
import dev.lido.client.internal.members.MemberSource;
import dev.lido.client.internal.members.WorkerAddress;
import dev.lido.client.internal.placement.PartitionKey;
import dev.lido.client.internal.placement.Placer;
import dev.lido.client.internal.placement.Work;
import dev.lido.client.internal.placement.WorkerSlots;
import dev.lido.client.internal.stream.Connection;
import dev.lido.client.internal.stream.Receiver;
import dev.lido.client.internal.stream.Transport;
import dev.lido.protocol.message.FromWorker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A pool's group, as one caller sees it: its settings, its workers, and the calls on their way.
 *
 * <p>One lock guards everything. It is held for moments only: nothing under it blocks, does I/O or
 * runs what is the user's; what was written is flushed after it.
 *
 * <p>This class is thread-safe.
 */
public final class Group implements Clerk, MemberSource.Listener {

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final Identity identity;
  private final Duration connectTimeout;
  private final MemberSource source;
  private final Placer placer = new Placer(new SplittableRandom());
  private final GroupLock lock = new GroupLock(placer);
  private final Peers peers;
  private final String poolName;
  private final Watches watches;
  private final Inbox inbox;
  private final Condition changed = lock.newCondition();
  private final Tally tally = new Tally();
  private final Timekeeper timekeeper = new Timekeeper(this::open, this::expire, this::lockedRun);
  private final List<Call> early = new ArrayList<>();
  private final Consumer<Call> accept = this::accept;
  private @Nullable CallSettings settings;
  private Outcome.@Nullable Unusable problem;
  private Outcome.Unusable notYet = new Outcome.Unusable(Problem.UNREACHABLE, "");
  private volatile boolean started;
  private boolean closed;

  /**
   * Creates the group of a pool; nothing is looked up before its first use.
   *
   * @param connectTimeout how long it may take until the pool is known, and until a worker answers
   */
  public Group(
      Identity identity, MemberSource source, Transport transport, Duration connectTimeout) {
    this.identity = identity;
    this.source = source;
    this.connectTimeout = connectTimeout;
    this.peers = new Peers(identity, transport, connectTimeout, this);
    placer.explain(peers::trouble);
    this.poolName = identity.toString();
    this.watches = new Watches(placer, peers);
    this.inbox = new Inbox(this, placer, peers, watches, tally);
  }

  /** Returns which pool it is of. */
  public Identity identity() {
    return identity;
  }

  /** Returns the pool as {@code namespace/name}. */
  public String poolName() {
    return poolName;
  }

  /** Does something under the lock, and then sends what it left to send. */
  <T> T locked(Supplier<T> action) {
    return lock.get(action);
  }

  @Override
  public void watch(long due) {
    timekeeper.watch(due);
  }

  /** They would only wait for the lock. */
  @Override
  public void wake(Thread caller) {
    lock.wakeAfter(caller);
  }

  private void lockedRun(Runnable action) {
    lock.run(action);
  }

  /** Begins to watch the pool, at its first use. */
  private void start() {
    boolean first =
        locked(
            () -> {
              boolean was = started;
              started = true;
              return !was && !closed;
            });
    if (first) {
      source.start(this);
    }
  }

  /** Takes a call, and places it, lets it wait, or ends it. */
  public void submit(Call call) {
    if (!started) {
      start();
    }
    lock.run(accept, call);
  }

  private void accept(Call call) {
    CallSettings known = settings;
    call.begin(connectTimeout, tally, this);
    if (closed) {
      end(call, Outcome.Plain.CLOSED);
    } else if (known != null) {
      place(call, known);
    } else if (problem != null) {
      end(call, problem);
    } else {
      early.add(call);
      timekeeper.watch(call.due());
    }
  }

  private void place(Call call, CallSettings known) {
    if (problem != null && !anyWorker()) {
      end(call, problem);
    } else {
      call.settle(known);
      placer.submit(call);
    }
  }

  private boolean anyWorker() {
    return placer.workers(Work.ANY).stream().anyMatch(slots -> !slots.isDraining());
  }

  private void end(Call call, Outcome how) {
    placer.giveUp(call, true);
    call.finish(how);
  }

  private List<Call> open() {
    List<Call> calls = new ArrayList<>(early);
    placer.waiting().forEach(work -> calls.add((Call) work));
    placer.placed().forEach(work -> calls.add((Call) work));
    return calls;
  }

  private void expire(Call call) {
    switch (call.state()) {
      case NEW -> {
        early.remove(call);
        end(call, notYet);
      }
      case WAITING -> {
        Outcome why =
            call.isRestarted()
                ? new Outcome.Lost(call.whyLost())
                : new Outcome.Rejected(placer.whyNot(call));
        end(call, why);
      }
      case PLACED -> end(call, Outcome.Plain.TIMED_OUT);
      case DONE -> {}
    }
  }

  @Override
  public void giveUp(Call call, boolean interrupt, Outcome how) {
    lockedRun(
        () -> {
          early.remove(call);
          placer.giveUp(call, interrupt);
          call.finish(how);
        });
  }

  @Override
  public void settings(CallSettings now) {
    lockedRun(
        () -> {
          settings = now;
          problem = null;
          placer.configure(now.partitions(), now.queueLimit());
          List<Call> waited = List.copyOf(early);
          early.clear();
          waited.forEach(call -> place(call, now));
          settle();
        });
  }

  @Override
  public void members(Set<WorkerAddress> ready) {
    lockedRun(
        () -> {
          peers.list(ready);
          settle();
        });
  }

  @Override
  public void problem(Problem what, String detail) {
    lockedRun(
        () -> {
          if (what == Problem.UNREACHABLE || what == Problem.REFUSED) {
            notYet = new Outcome.Unusable(what, detail);
          } else if (settings == null || what == Problem.NOT_FOUND) {
            problem = new Outcome.Unusable(what, detail);
            List<Call> waited = List.copyOf(early);
            early.clear();
            waited.forEach(call -> end(call, new Outcome.Unusable(what, detail)));
            endWaitingIfGone();
            settle();
          }
        });
  }

  /** A pool that was deleted is used as long as a worker of it takes children. */
  private void endWaitingIfGone() {
    Outcome.Unusable why = problem;
    if (why != null && !anyWorker()) {
      placer.waiting().forEach(work -> end((Call) work, why));
      watches.fail(Results.unusable(identity.toString(), why));
    }
  }

  /** Watches a placed child until it has ended, and interrupts it if asked to. */
  public CompletableFuture<ChildEnd> watch(ChildId child, boolean stop) {
    start();
    return locked(
        () -> {
          if (closed) {
            return CompletableFuture.failedFuture(Results.closed(identity.toString()));
          }
          CompletableFuture<ChildEnd> end = watches.add(child, stop);
          if (settings == null) {
            Background.later(connectTimeout, () -> lockedRun(this::endWatchesIfUnknown));
          }
          endWaitingIfGone();
          return end;
        });
  }

  private void endWatchesIfUnknown() {
    if (settings == null) {
      watches.fail(Results.unusable(identity.toString(), notYet));
    }
  }

  /** Follows up on what has changed in the group; of most events, and of every call, nothing has. */
  private void settleNews() {
    if (peers.takeNews()) {
      settle();
    }
  }

  private void settle() {
    placer.settling(peers.settling());
    watches.settle();
    changed.signalAll();
  }

  void received(Peer peer, @Nullable Connection from, List<FromWorker> frame) {
    lockedRun(
        () -> {
          for (FromWorker message : frame) {
            if (from != null && from.equals(peer.connection)) {
              inbox.received(peer, from, message);
            }
          }
          settleNews();
        });
  }

  void ended(Peer peer, @Nullable Connection from, Receiver.End how) {
    lockedRun(
        () -> {
          if (from != null && from.equals(peer.connection)) {
            WorkerSlots slots = peer.slots;
            peers.ended(peer, how);
            if (slots != null) {
              placer.left(slots, how.answered(), how.reason());
            }
            settle();
            endWaitingIfGone();
          }
        });
  }

  /**
   * Waits until the pool is known and its workers have been asked, as long as that may take.
   *
   * @return why the pool cannot be used; {@code null}: it can
   * @throws dev.lido.client.PoolClosedException if everything is closed, at once
   */
  public Outcome.@Nullable Unusable awaitMembers() throws InterruptedException {
    start();
    lock.lock();
    try {
      long left = connectTimeout.toNanos();
      while (left > 0 && !closed && problem == null && (settings == null || peers.settling())) {
        left = changed.awaitNanos(left);
      }
      if (closed) {
        throw Results.closed(identity.toString());
      }
      return problem == null && settings == null ? notYet : problem;
    } finally {
      lock.unlock();
    }
  }

  /** Returns the workers of a partition, or all, in the order of their names. */
  public List<PoolMember> members(@Nullable PartitionKey key) {
    return locked(
        () ->
            placer.workers(placer.partitionOf(key)).stream()
                .map(Snapshots::member)
                .sorted(Comparator.comparing(PoolMember::worker))
                .toList());
  }

  /** Tells a meter what becomes of calls, from now on. */
  public void meter(CallMeter meter) {
    lockedRun(() -> tally.add(meter));
  }

  /** Returns what was done until now. */
  public PoolStats stats() {
    return locked(() -> Snapshots.stats(placer, tally));
  }

  /** The end of the connection interrupts the child, unless it is unlinked. */
  private void leave(Work work) {
    placer.giveUp(work, false);
    ((Call) work).finish(Outcome.Plain.CLOSED);
  }

  /** Ends all calls and connections, in order. */
  public void close() {
    source.close();
    List<Connection> open = new ArrayList<>();
    lockedRun(
        () -> {
          closed = true;
          changed.signalAll();
          timekeeper.close();
          open.addAll(peers.close());
          early.forEach(call -> end(call, Outcome.Plain.CLOSED));
          early.clear();
          placer.waiting().forEach(work -> end((Call) work, Outcome.Plain.CLOSED));
          placer.placed().forEach(this::leave);
          watches.fail(Results.closed(identity.toString()));
        });
    open.forEach(Connection::close);
    long until = System.nanoTime() + CLOSE_TIMEOUT.toNanos();
    for (Connection connection : open) {
      connection.awaitEnd(Duration.ofNanos(Math.max(0, until - System.nanoTime())));
    }
  }
}
