package dev.lido.worker.wire;

import dev.lido.protocol.message.Returned;
import dev.lido.protocol.output.ChildOutput;
import dev.lido.protocol.stream.FrameWriter;
import dev.lido.protocol.v1.Failure;
import dev.lido.protocol.v1.Output;
import dev.lido.protocol.v1.Refused;
import dev.lido.worker.admission.CallerSlots;
import dev.lido.worker.child.Answer;
import dev.lido.worker.child.Child;
import dev.lido.worker.child.ChildListener;
import dev.lido.worker.child.ChildOrder;
import dev.lido.worker.child.StopReason;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;

/**
 * The children that one caller has placed over its stream, and what it is told of them.
 *
 * <p>Thread-safe; nothing blocks.
 */
final class StreamChildren implements ChildListener {

  private final WireContext worker;
  private final CallerSlots slots;
  private final FrameWriter writer;
  private final BooleanSupplier streamIsOver;
  private final Map<Long, Child> children = new ConcurrentHashMap<>();

  StreamChildren(
      WireContext worker, CallerSlots slots, FrameWriter writer, BooleanSupplier streamIsOver) {
    this.worker = worker;
    this.slots = slots;
    this.writer = writer;
    this.streamIsOver = streamIsOver;
  }

  /** Returns whether a child of this id runs. */
  boolean has(Long id) {
    return children.containsKey(id);
  }

  /** Starts the child of an admitted place. */
  void start(ChildOrder order) {
    Child child = worker.children().create(order, this);
    children.put(child.id(), child);
    worker.children().start(child);
    if (streamIsOver.getAsBoolean() && child.isLinked()) {
      child.stop(StopReason.CANCELLED);
    }
  }

  /** Interrupts a child, as its caller cancelled it; returns false if there is none of this id. */
  boolean stop(Long id) {
    Child child = children.get(id);
    if (child == null) {
      return false;
    }
    child.stop(StopReason.CANCELLED);
    return true;
  }

  /** The stream is over: linked children are interrupted, and nobody reads what any of them prints. */
  void leave() {
    for (Child child : children.values()) {
      child.output().ifPresent(ChildOutput::close);
      if (child.isLinked()) {
        child.stop(StopReason.CANCELLED);
      }
    }
  }

  /** Tells the caller that a place becomes no child. */
  void refuse(long id, Refused.Reason reason, String message) {
    worker.children().meters().refused(reason);
    writer.write(Messages.refused(id, reason, message, slots.refuse(), worker.slots().stuck()));
  }

  @Override
  public void started(Child child) {
    writer.write(Messages.started(child.id(), child.number()));
  }

  /** Not on the child's thread: while one lot of lines is being sent, the next gathers. */
  @Override
  public void printed(Child child, ChildOutput output) {
    if (streamIsOver.getAsBoolean()) {
      output.close();
      return;
    }
    try {
      worker.outputs().execute(() -> show(child.id(), output));
    } catch (RejectedExecutionException workerIsClosed) {
      output.close();
    }
  }

  private void show(long id, ChildOutput output) {
    writer.addSource(
        () -> {
          Output.Builder printed = output.next();
          return printed == null ? null : Messages.output(id, printed);
        });
    writer.flush();
  }

  @Override
  public void stuck(Child child, Failure where) {
    writer.write(Messages.stuck(child.id(), where));
  }

  @Override
  public void ended(Child child) {
    children.remove(child.id());
    slots.release();
    if (streamIsOver.getAsBoolean()) {
      worker.slots().tellSoon();
    }
  }

  /** What the child printed goes before its answer, and as late as it: others' answers pass. */
  @Override
  public void answered(Child child, Answer answer) {
    worker.children().meters().ended(child, answer);
    ChildOutput output = child.output().orElse(null);
    if (output != null && output.finish(() -> send(child.id(), answer))) {
      show(child.id(), output);
    } else {
      send(child.id(), answer);
    }
  }

  private void send(long id, Answer answer) {
    switch (answer) {
      case Answer.NotStarted no -> refuse(id, no.reason(), no.message());
      case Answer.Returned returned -> writer.write(new Returned(id, returned.value()));
      case Answer.Failed failed -> writer.write(new Failed(id, failed.failure()));
    }
  }
}
