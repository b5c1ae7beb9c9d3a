package dev.lido.client.internal.local;

import dev.lido.client.internal.call.Background;
import dev.lido.client.internal.stream.Receiver;
import dev.lido.protocol.v1.WorkerFrame;
import dev.lido.protocol.v1.WorkerMessage;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Hands a local worker's messages to its caller, in order, on another thread. Thread-safe. */
final class Outbox {

  private final Receiver receiver;
  private final Queue<WorkerMessage> messages = new ConcurrentLinkedQueue<>();
  private final AtomicInteger work = new AtomicInteger();
  private volatile boolean ending;

  Outbox(Receiver receiver) {
    this.receiver = receiver;
  }

  void send(WorkerMessage.Builder message) {
    messages.add(message.build());
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
      WorkerFrame.Builder frame = WorkerFrame.newBuilder();
      WorkerMessage next;
      while ((next = messages.poll()) != null) {
        frame.addMessages(next);
      }
      receiver.received(frame.build());
      if (ending) {
        receiver.ended(new Receiver.End(true, false, "closed"));
        return;
      }
    } while (work.addAndGet(-seen) != 0);
  }
}
