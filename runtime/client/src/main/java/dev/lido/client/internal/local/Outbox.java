package dev.lido.client.internal.local;

import dev.lido.client.internal.call.Background;
import dev.lido.client.internal.stream.Receiver;
import dev.lido.protocol.message.FromWorker;
import dev.lido.protocol.v1.WorkerMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Hands a local worker's messages to its caller, in order, on another thread. Thread-safe. */
final class Outbox {

  private final Receiver receiver;
  private final Queue<WorkerMessage> messages = new ConcurrentLinkedQueue<>();
  private final Queue<Supplier<@Nullable WorkerMessage>> sources = new ConcurrentLinkedQueue<>();
  private final AtomicInteger work = new AtomicInteger();
  private volatile boolean ending;

  Outbox(Receiver receiver) {
    this.receiver = receiver;
  }

  void send(WorkerMessage.Builder message) {
    messages.add(message.build());
    schedule();
  }

  /** Takes messages of a source until it has no more, each time it is given. */
  void send(Supplier<@Nullable WorkerMessage> source) {
    sources.add(source);
    schedule();
  }

  void end() {
    ending = true;
    schedule();
  }

  private void schedule() {
    if (work.getAndIncrement() == 0) {
      Background.TIMER.execute(this::drain);
    }
  }

  private void drain() {
    int seen;
    do {
      seen = work.get();
      List<FromWorker> frame = new ArrayList<>();
      WorkerMessage next;
      while ((next = messages.poll()) != null) {
        frame.add(FromWorker.of(next));
      }
      addFromSources(frame);
      receiver.received(frame);
      if (ending) {
        receiver.ended(new Receiver.End(true, false, "closed"));
        return;
      }
    } while (work.addAndGet(-seen) != 0);
  }

  /** One message of each, so that none keeps the others waiting. */
  private void addFromSources(List<FromWorker> frame) {
    for (int i = sources.size(); i > 0; i--) {
      Supplier<@Nullable WorkerMessage> source = sources.remove();
      WorkerMessage next = source.get();
      if (next != null) {
        frame.add(FromWorker.of(next));
        send(source);
      }
    }
  }
}
