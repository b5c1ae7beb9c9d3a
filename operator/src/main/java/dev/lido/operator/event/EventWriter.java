package dev.lido.operator.event;

import dev.lido.operator.memory.Latest;
import dev.lido.operator.observe.PoolId;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes Kubernetes Events on pools, on a thread of its own. It is thread-safe.
 *
 * <p>What happens again within ten seconds is written together, with its count: a pool causes no
 * more than a write in ten seconds for each reason. What cannot be written is logged, and lost.
 */
public final class EventWriter implements Announcer, AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(EventWriter.class);

  private static final Duration PAUSE = Duration.ofSeconds(10);
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);
  private static final int MOST_WAITING = 10_000;
  private static final int MEMORY = 10_000;

  private final EventStore store;
  private final InstantSource clock;
  private final ThreadPoolExecutor thread;
  private final Map<Note.Key, Note> waiting = new LinkedHashMap<>();
  private boolean closed;
  private final Map<Note.Key, Instant> written = new Latest<>(MEMORY);

  /**
   * Makes one.
   *
   * @param client how it reaches the API server; it is not closed with the writer
   * @param instance what tells this operator from others
   */
  public EventWriter(KubernetesClient client, String instance, InstantSource clock) {
    this.store = new EventStore(client, instance);
    this.clock = clock;
    this.thread =
        new ThreadPoolExecutor(
            0,
            1,
            PAUSE.toSeconds(),
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("lido-events").factory());
  }

  @Override
  public void announce(PoolId pool, List<Transition> transitions) {
    Instant now = clock.instant();
    transitions.stream()
        .collect(Collectors.groupingBy(Transition::reason, LinkedHashMap::new, Collectors.toList()))
        .values()
        .forEach(alike -> add(Note.of(pool, alike, now)));
  }

  private void add(Note note) {
    synchronized (waiting) {
      boolean isFirst = !waiting.containsKey(note.key());
      if (closed || (isFirst && waiting.size() >= MOST_WAITING)) {
        return;
      }
      waiting.merge(note.key(), note, Note::and);
      if (isFirst) {
        Duration pause = pause(note);
        CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS, thread)
            .execute(() -> write(note.key()));
      }
    }
  }

  private Duration pause(Note note) {
    Duration pause =
        Optional.ofNullable(written.get(note.key()))
            .map(last -> Duration.between(clock.instant(), last.plus(PAUSE)))
            .orElse(Duration.ZERO);
    return pause.isNegative() ? Duration.ZERO : pause;
  }

  private void write(Note.Key key) {
    Note note;
    synchronized (waiting) {
      note = waiting.remove(key);
      written.put(key, clock.instant());
    }
    if (note != null) {
      write(note);
    }
  }

  private void write(Note note) {
    try {
      store.write(note);
    } catch (KubernetesClientException refused) {
      LOGGER
          .atDebug()
          .addKeyValue("namespace", note.pool().namespace())
          .addKeyValue("pool", note.pool().name())
          .addKeyValue("reason", note.reason())
          .log("An event was not written: {}", refused.getMessage());
    }
  }

  /** Writes what waits, for two seconds at most, and no more. Idempotent. */
  @Override
  public void close() {
    List<Note.Key> rest;
    synchronized (waiting) {
      closed = true;
      rest = List.copyOf(waiting.keySet());
    }
    try {
      thread.submit(() -> rest.forEach(this::write)).get(LAST_WORDS.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | RejectedExecutionException lost) {
      LOGGER.debug("Events were not written", lost);
    } finally {
      thread.shutdownNow();
    }
  }
}
