package dev.lido.protocol.task;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes a context the current one of a child's thread while it runs; for workers. */
public final class ContextBinding {

  private static final InheritableThreadLocal<@Nullable ContextBinding> BOUND =
      new InheritableThreadLocal<>();

  /* Forgotten at the end, because threads that the child started may live on. */
  private volatile @Nullable WorkerContext context;

  private ContextBinding(WorkerContext context) {
    this.context = context;
  }

  /** Does something in a context: the current thread has it meanwhile, and those that it starts. */
  public static <T> T within(WorkerContext context, Supplier<T> action) {
    ContextBinding binding = new ContextBinding(context);
    BOUND.set(binding);
    try {
      return action.get();
    } finally {
      binding.context = null;
    }
  }

  static Optional<WorkerContext> current() {
    ContextBinding bound = BOUND.get();
    return bound == null ? Optional.empty() : Optional.ofNullable(bound.context);
  }
}
