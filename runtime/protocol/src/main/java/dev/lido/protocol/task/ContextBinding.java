package dev.lido.protocol.task;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Binds a child's threads to what is the child's: its context, and where it prints. For workers and
 * clients.
 *
 * <p>A binding holds in the child's own thread and in those that it starts, directly or not, until
 * the child ends. Thread-safe.
 */
public final class ContextBinding {

  private static final InheritableThreadLocal<@Nullable ContextBinding> BOUND =
      new InheritableThreadLocal<>();

  /** A child, as its threads have it: asked for only when one of them wants to know. Thread-safe. */
  public interface Owner {
    /** Returns its context. */
    WorkerContext context();

    /** Returns where it prints; {@code null}: nobody listens. */
    @Nullable ChildStreams streams();
  }

  /* Forgotten at the end, because threads that the child started may live on. */
  private volatile @Nullable Owner child;

  private ContextBinding(Owner child) {
    this.child = child;
  }

  /**
   * Does something as a child, on its thread. The thread stays bound, to nothing, until it does
   * something as another child.
   */
  public static <C extends Owner, T> T within(C child, Function<? super C, T> action) {
    ContextBinding binding = new ContextBinding(child);
    BOUND.set(binding);
    try {
      return action.apply(child);
    } finally {
      binding.child = null;
    }
  }

  /** Returns this thread's binding; {@code null}: it belongs to no child. */
  public static @Nullable ContextBinding current() {
    return BOUND.get();
  }

  /** Does something on this thread as if it were one of the child's. */
  public void run(Runnable action) {
    ContextBinding before = BOUND.get();
    BOUND.set(this);
    try {
      action.run();
    } finally {
      if (before == null) {
        BOUND.remove();
      } else {
        BOUND.set(before);
      }
    }
  }

  /** Returns where this thread's child prints; {@code null}: there is none, or nobody listens. */
  public static @Nullable ChildStreams streams() {
    Owner child = child();
    return child == null ? null : child.streams();
  }

  static Optional<WorkerContext> context() {
    Owner child = child();
    return child == null ? Optional.empty() : Optional.of(child.context());
  }

  private static @Nullable Owner child() {
    ContextBinding bound = BOUND.get();
    return bound == null ? null : bound.child;
  }
}
