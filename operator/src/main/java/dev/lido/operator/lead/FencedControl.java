package dev.lido.operator.lead;

import dev.lido.operator.apply.DrainAnswer;
import dev.lido.operator.apply.WorkerControl;
import dev.lido.operator.observe.Contact;
import java.util.OptionalInt;

/**
 * Drains workers only while the fence is open. It is thread-safe.
 *
 * @param control how it talks to workers
 * @param fence the fence
 */
public record FencedControl(WorkerControl control, Fence fence) implements WorkerControl {

  @Override
  public DrainAnswer drain(Contact worker) {
    return fence.isOpen() ? control.drain(worker) : new DrainAnswer.Silent();
  }

  @Override
  public OptionalInt load(Contact worker) {
    return control.load(worker);
  }
}
