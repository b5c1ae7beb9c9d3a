package dev.lido.client.internal.call;

import dev.lido.client.OutputLine;
import dev.lido.protocol.task.ContextBinding;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where a view's children print to. Thread-safe if what it was made of is. */
public final class OutputTarget {

  /** This process's own streams; or those of the child that this caller is. */
  public static final OutputTarget STANDARD = new OutputTarget(OutputTarget::print);

  /** Nowhere: workers need not send it. */
  public static final OutputTarget NONE = new OutputTarget(line -> {});

  private static final Logger LOG = System.getLogger("dev.lido.client");

  private final Consumer<? super OutputLine> consumer;
  private final AtomicBoolean hasThrown = new AtomicBoolean();

  private OutputTarget(Consumer<? super OutputLine> consumer) {
    this.consumer = consumer;
  }

  /** Returns the target of a user. */
  public static OutputTarget of(Consumer<? super OutputLine> consumer) {
    return new OutputTarget(consumer);
  }

  private static void print(OutputLine line) {
    switch (line.stream()) {
      case OUT -> System.out.println(line.text());
      case ERR -> System.err.println(line.text());
    }
  }

  /** Hands a line over, for a caller that may be a child itself: then it prints as that child. */
  void accept(OutputLine line, @Nullable ContextBinding caller) {
    try {
      if (caller == null) {
        consumer.accept(line);
      } else {
        caller.run(() -> consumer.accept(line));
      }
    } catch (Throwable thrown) {
      if (hasThrown.compareAndSet(false, true)) {
        LOG.log(
            Level.WARNING,
            "a consumer of withOutput failed; it gets the next lines all the same, and further"
                + " failures of it are not logged",
            thrown);
      }
    }
  }
}
