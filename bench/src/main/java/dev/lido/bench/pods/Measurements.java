package dev.lido.bench.pods;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** Takes the figures of one round of a case. */
final class Measurements {

  private static final int DEATHS = 100;
  private static final long PAUSE_NANOS = 200_000_000;
  private static final int IDLE_SECONDS = 60;
  private static final double NANOS = 1e9;

  private final Stage stage;
  private final Subject subject;
  private final Trial.Size size;
  private final Map<Figure, Double> figures = new EnumMap<>(Figure.class);

  private Measurements(Stage stage, Subject subject, Trial.Size size) {
    this.stage = stage;
    this.subject = subject;
    this.size = size;
  }

  /** Measures a subject alone, from an empty namespace to an empty namespace. */
  static Map<Figure, Double> take(Stage stage, Subject subject, Trial trial, Trial.Size size)
      throws Exception {
    stage.alone(subject);
    Measurements measurements = new Measurements(stage, subject, size);
    switch (trial) {
      case REPLACE -> measurements.replace();
      case IDLE -> measurements.idle();
      default -> measurements.creation();
    }
    stage.clear(subject);
    return measurements.figures;
  }

  private void creation() throws Exception {
    Requests before = stage.requests();
    stage.awaitRest(subject);
    double cpu = stage.controller(subject).cpuSeconds();
    long began = stage.declare(subject, size);
    figures.put(Figure.SECONDS, (stage.sight(subject).awaitCreated(size.pods()) - began) / NANOS);
    stage.sight(subject).awaitReady(size.sets());
    figures.put(Figure.READY_SECONDS, (System.nanoTime() - began) / NANOS);
    double taken = stage.controller(subject).cpuSeconds() - cpu;
    Requests requests = stage.requests().since(before);
    figures.put(Figure.CALLS_PER_POD, (double) requests.total() / size.pods());
    figures.put(Figure.CPU_MS_PER_POD, taken * 1_000 / size.pods());
    stage.controller(subject).heapMib().ifPresent(heap -> figures.put(Figure.HEAP_MIB, heap));
  }

  private void present() throws Exception {
    stage.declare(subject, size);
    stage.sight(subject).awaitReady(size.sets());
    stage.awaitRest(subject);
  }

  private void replace() throws Exception {
    present();
    Histogram latencies = new Histogram(3);
    List<Sight.Pod> victims = victims();
    for (Sight.Pod victim : victims) {
      long died = stage.end(subject, victim.name());
      long created = stage.sight(subject).awaitCreated(victim.set(), died);
      latencies.recordValue(created - died);
      LockSupport.parkNanos(PAUSE_NANOS - (System.nanoTime() - died));
    }
    figures.put(Figure.P50_MS, latencies.getValueAtPercentile(50) / 1e6);
    figures.put(Figure.P99_MS, latencies.getValueAtPercentile(99) / 1e6);
    figures.put(Figure.MAX_MS, latencies.getMaxValue() / 1e6);
  }

  /** One of each of many sets. */
  private List<Sight.Pod> victims() {
    Map<String, Sight.Pod> ofSet = new java.util.TreeMap<>();
    stage.sight(subject).podsOfSets().forEach(pod -> ofSet.putIfAbsent(pod.set(), pod));
    return new ArrayList<>(ofSet.values()).subList(0, Math.min(DEATHS, ofSet.size()));
  }

  private void idle() throws Exception {
    present();
    stage.controller(subject).heapMib().ifPresent(heap -> figures.put(Figure.HEAP_MIB, heap));
    stage.awaitRest(subject);
    Requests before = stage.requests();
    double cpu = stage.controller(subject).cpuSeconds();
    Thread.sleep(IDLE_SECONDS * 1_000L);
    double taken = stage.controller(subject).cpuSeconds() - cpu;
    figures.put(Figure.WRITES, (double) stage.requests().since(before).writes());
    figures.put(Figure.CPU_PERCENT, taken * 100 / IDLE_SECONDS);
  }
}
