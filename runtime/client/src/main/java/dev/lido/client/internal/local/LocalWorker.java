package dev.lido.client.internal.local;

import dev.lido.client.LocalSettings.Handler;
import dev.lido.client.internal.placement.Work;
import dev.lido.client.internal.stream.Connection;
import dev.lido.protocol.message.Placing;
import dev.lido.protocol.message.Placing.Flag;
import dev.lido.protocol.output.ChildOutput;
import dev.lido.protocol.output.StandardStreams;
import dev.lido.protocol.task.ChildContext;
import dev.lido.protocol.v1.Ended;
import dev.lido.protocol.v1.Grant;
import dev.lido.protocol.v1.Load;
import dev.lido.protocol.v1.Output;
import dev.lido.protocol.v1.Refused;
import dev.lido.protocol.v1.Started;
import dev.lido.protocol.v1.WorkerHello;
import dev.lido.protocol.v1.WorkerMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A worker in this process, and the connection of its only caller.
 *
 * <p>It admits, grants and answers as a worker of a cluster does. This class is thread-safe.
 */
final class LocalWorker implements Connection {

  private final WorkerHello hello;
  private final ChildContext.Place where;
  private final Map<String, Handler> handlers;
  private final Outbox outbox;
  private final LocalEndings endings;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Long, LocalChild> children = new HashMap<>();
  private int granted;
  private boolean waiting;

  LocalWorker(WorkerHello hello, Map<String, Handler> handlers, Outbox outbox) {
    this.hello = hello;
    this.where =
        new ChildContext.Place(
            hello.getNamespace(), hello.getPool(), hello.getPartition(), hello.getWorker());
    this.handlers = handlers;
    this.outbox = outbox;
    this.endings = new LocalEndings(outbox);
  }

  @Override
  public void start() {
    outbox.send(WorkerMessage.newBuilder().setHello(hello));
  }

  @Override
  public void place(long id, Work work, boolean usesGrant) {
    Placing place = work.toPlacing(id);
    locked(
        () -> {
          granted -= usesGrant && granted > 0 ? 1 : 0;
          if (taken() >= hello.getMaxConcurrency()) {
            refuse(id, Refused.Reason.FULL, "");
          } else if (work.taskName() != null && !handlers.containsKey(work.taskName())) {
            refuse(id, Refused.Reason.NOT_FOUND, "known are " + handlers.keySet());
            grant();
          } else {
            LocalChild child =
                new LocalChild(
                    where,
                    place,
                    Job.of(work, handlers),
                    place.is(Flag.OUTPUT) ? output(id) : null,
                    this::started,
                    this::ended);
            children.put(id, child);
            child.start();
          }
        });
  }

  private int taken() {
    return children.size() + granted;
  }

  private void refuse(long id, Refused.Reason reason, String message) {
    Refused.Builder refused =
        Refused.newBuilder()
            .setId(id)
            .setReason(reason)
            .setMessage(message)
            .setLoad(Load.newBuilder().setTaken(taken()));
    outbox.send(WorkerMessage.newBuilder().setRefused(refused));
  }

  /** The only caller's ids are unique in the worker as they are. */
  private void started(long id) {
    outbox.send(WorkerMessage.newBuilder().setStarted(Started.newBuilder().setId(id).setChild(id)));
  }

  private void ended(Ended ended) {
    locked(
        () -> {
          LocalChild child = children.remove(ended.getId());
          grant();
          if (child != null) {
            tell(child, ended);
          }
        });
  }

  /** What the child printed goes before its end. */
  private void tell(LocalChild child, Ended ended) {
    ChildOutput output = child.output();
    if (output != null && output.finish(() -> outbox.send(message(ended)))) {
      show(ended.getId(), output);
    } else {
      outbox.send(message(ended));
    }
    if (child.isPlaced()) {
      endings.ended(ended);
    }
  }

  private static WorkerMessage.Builder message(Ended ended) {
    return WorkerMessage.newBuilder().setEnded(ended);
  }

  private ChildOutput output(long id) {
    StandardStreams.install();
    return new ChildOutput(output -> show(id, output), false);
  }

  private void show(long id, ChildOutput output) {
    outbox.send(
        () -> {
          Output.Builder printed = output.next();
          return printed == null
              ? null
              : WorkerMessage.newBuilder().setOutput(printed.setId(id)).build();
        });
  }

  private void grant() {
    int free = hello.getMaxConcurrency() - taken();
    if (waiting && free > 0) {
      granted += free;
      outbox.send(WorkerMessage.newBuilder().setGrant(Grant.newBuilder().setCount(free)));
    }
  }

  @Override
  public void cancel(long id) {
    locked(
        () -> {
          LocalChild child = children.get(id);
          if (child != null) {
            child.cancel();
          }
        });
  }

  @Override
  public void monitor(long child) {
    locked(() -> endings.monitor(child, children.containsKey(child)));
  }

  @Override
  public void stop(long child) {
    cancel(child);
  }

  @Override
  public void waiting(boolean callerWaits) {
    locked(
        () -> {
          waiting = callerWaits;
          grant();
        });
  }

  @Override
  public void returnGrants(int count) {
    locked(
        () -> {
          granted -= count;
          waiting = false;
        });
  }

  private void locked(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void pong() {}

  @Override
  public void flush() {}

  @Override
  public Set<Long> unsent() {
    return Set.of();
  }

  @Override
  public void close() {
    List<LocalChild> linked = new ArrayList<>();
    locked(() -> linked.addAll(children.values()));
    linked.forEach(LocalChild::callerGone);
    outbox.end();
  }

  @Override
  public void awaitEnd(Duration timeout) {}
}
