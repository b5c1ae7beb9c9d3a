package dev.lido.operator.event;

import dev.lido.operator.observe.PoolId;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** Logs a line for each transition, with its facts as keys and values. It is thread-safe. */
public final class TransitionLog implements Announcer {

  private static final Logger LOGGER = LoggerFactory.getLogger("dev.lido.operator.transitions");

  /** Makes one. */
  public TransitionLog() {}

  @Override
  public void announce(PoolId pool, List<Transition> transitions) {
    transitions.forEach(transition -> log(pool, transition));
  }

  private static void log(PoolId pool, Transition transition) {
    LoggingEventBuilder pools =
        LOGGER
            .atLevel(transition.warning() ? Level.WARN : Level.INFO)
            .addKeyValue("namespace", pool.namespace())
            .addKeyValue("pool", pool.name());
    LoggingEventBuilder partitions = with(pools, "partition", transition.partition());
    with(partitions, "worker", transition.worker())
        .addKeyValue("reason", transition.reason())
        .log(transition.message());
  }

  private static LoggingEventBuilder with(LoggingEventBuilder line, String key, Optional<?> value) {
    return value.map(known -> line.addKeyValue(key, known)).orElse(line);
  }
}
