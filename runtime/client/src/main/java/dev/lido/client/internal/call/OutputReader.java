package dev.lido.client.internal.call;

import dev.lido.client.OutputLine;
import dev.lido.client.OutputLine.Stream;
import dev.lido.protocol.output.ChildOutput;
import dev.lido.protocol.task.ContextBinding;
import dev.lido.protocol.v1.Output;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Hands what one call's child prints to the call's consumer, in order, on threads that may block.
 * Where he is slow, the oldest lines are lost, and counted. Thread-safe.
 */
final class OutputReader {

  private record Printed(String worker, Output output) {}

  private final OutputTarget target;
  private final @Nullable ContextBinding caller;

  /* Guarded by this object. */
  private final Queue<Printed> waiting = new ArrayDeque<>();
  private int bytes;
  private long lost;
  private boolean reading;
  private @Nullable Runnable whenRead;

  OutputReader(OutputTarget target, @Nullable ContextBinding caller) {
    this.target = target;
    this.caller = caller;
  }

  /** Takes what has come; does not block. */
  synchronized void add(String worker, Output output) {
    waiting.add(new Printed(worker, output));
    bytes += output.getSerializedSize();
    while (bytes > ChildOutput.MAX_BYTES) {
      Output oldest = waiting.remove().output();
      bytes -= oldest.getSerializedSize();
      lost += oldest.getLost() + oldest.getLinesCount();
    }
    if (!reading) {
      reading = true;
      Background.CALLBACKS.execute(this::read);
    }
  }

  /**
   * Tells when the consumer has had all that has come until now.
   *
   * @return whether that is still to be; else nothing is told
   */
  synchronized boolean whenRead(Runnable action) {
    whenRead = reading ? action : null;
    return reading;
  }

  private void read() {
    for (Printed next = next(); next != null; next = next()) {
      read(next.worker(), next.output());
    }
  }

  private void read(String worker, Output output) {
    if (output.getLost() > 0) {
      String text =
          "... %d lines lost: they were printed faster than they could be taken ..."
              .formatted(output.getLost());
      target.accept(new OutputLine(Stream.ERR, text, worker, output.getLost()), caller);
    }
    for (dev.lido.protocol.v1.OutputLine line : output.getLinesList()) {
      Stream stream = line.getError() ? Stream.ERR : Stream.OUT;
      target.accept(new OutputLine(stream, line.getText().toStringUtf8(), worker, 0), caller);
    }
  }

  private @Nullable Printed next() {
    Runnable then;
    synchronized (this) {
      Printed next = waiting.poll();
      if (next != null) {
        Output output = next.output();
        bytes -= output.getSerializedSize();
        long missing = output.getLost() + lost;
        lost = 0;
        return new Printed(next.worker(), output.toBuilder().setLost(missing).build());
      }
      reading = false;
      then = whenRead;
      whenRead = null;
    }
    if (then != null) {
      then.run();
    }
    return null;
  }
}
