package dev.lido.operator;

import dev.lido.operator.apply.DrainAnswer;
import dev.lido.operator.apply.WorkerControl;
import dev.lido.operator.observe.Contact;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/** Workers that all say the same. */
final class FakeControl implements WorkerControl {

  private final Runnable onDrain;
  private final AtomicInteger left;
  private final AtomicInteger drains = new AtomicInteger();

  FakeControl(int left, Runnable onDrain) {
    this.left = new AtomicInteger(left);
    this.onDrain = onDrain;
  }

  /** From now on they say that this many children are left. */
  void leave(int children) {
    left.set(children);
  }

  int drains() {
    return drains.get();
  }

  @Override
  public DrainAnswer drain(Contact worker) {
    drains.incrementAndGet();
    onDrain.run();
    return new DrainAnswer.Left(left.get());
  }

  @Override
  public OptionalInt load(Contact worker) {
    return OptionalInt.of(left.get());
  }
}
