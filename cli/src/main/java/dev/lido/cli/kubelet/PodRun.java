package dev.lido.cli.kubelet;

import dev.lido.cli.process.ChildProcess;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs one pod, on a thread of its own, from its process's start to its end. */
final class PodRun implements Runnable {

  /** What happens to a pod. */
  private sealed interface Event {
    record Exited(int code) implements Event {}

    record Deleted(Duration grace) implements Event {}

    record Removed() implements Event {}
  }

  /** The exit code of SIGKILL. */
  private static final int KILLED = 137;

  private final PodContext context;
  private final PodReporter reporter;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private volatile @Nullable ChildProcess process;

  PodRun(PodContext context) {
    this.context = context;
    this.reporter = new PodReporter(context);
  }

  /** Has the process end within {@code grace}. */
  void delete(Duration grace) {
    events.add(new Event.Deleted(grace));
  }

  /** The pod is gone from the API server: nothing may be left of it. */
  void removed() {
    events.add(new Event.Removed());
  }

  /** Kills the process, if there is one. */
  void kill() {
    ChildProcess running = process;
    if (running != null) {
      running.kill();
    }
  }

  @Override
  public void run() {
    try {
      runPod();
    } catch (InterruptedException stopped) {
      kill();
      Thread.currentThread().interrupt();
    }
  }

  private void runPod() throws InterruptedException {
    if (!reporter.bind()) {
      return;
    }
    Pod pod = context.pod();
    if (pod.getStatus() != null && pod.getStatus().getPodIP() != null) {
      reporter.reportLast(lost(pod.getStatus()));
    } else {
      runProcess();
    }
    awaitDeletion();
  }

  /** A pod that an earlier local kubelet ran, and took with it. */
  private PodState lost(PodStatus status) {
    Instant now = context.clock().instant();
    Optional<String> why = Optional.of("the local kubelet that ran it has ended");
    return new PodState.Ended(status.getPodIP(), now, now, KILLED, why, "");
  }

  private void runProcess() throws InterruptedException {
    try (PodLaunch launch = PodLaunch.start(context)) {
      process = launch.process();
      launch.process().onExit(code -> events.add(new Event.Exited(code)));
      reporter.annotate(launch.annotations());
      Ending ending = supervise(launch);
      reporter.reportLast(launch.ended(ending.exitCode(), ending.why()));
      if (ending.deleted()) {
        reporter.remove();
      }
    } catch (PodRefusedException refused) {
      reporter.reportLast(new PodState.Refused(refused.why()));
    }
  }

  /** An ended pod stays until somebody deletes it. */
  private void awaitDeletion() throws InterruptedException {
    while (true) {
      switch (events.take()) {
        case Event.Exited known -> {}
        case Event.Deleted deleted -> reporter.remove();
        case Event.Removed removed -> {
          return;
        }
      }
    }
  }

  private record Ending(int exitCode, Optional<String> why, boolean deleted) {}

  private Ending supervise(PodLaunch launch) throws InterruptedException {
    Optional<String> why = Optional.empty();
    boolean deleted = false;
    Optional<Instant> killAt = Optional.empty();
    while (true) {
      reporter.report(launch.running());
      Event event = events.poll(pause(launch, killAt).toMillis(), TimeUnit.MILLISECONDS);
      switch (event) {
        case Event.Exited exited -> {
          return new Ending(exited.code(), why, deleted);
        }
        case Event.Deleted order -> {
          deleted = true;
          killAt = sooner(killAt, terminate(launch, order.grace()));
        }
        case Event.Removed removed -> launch.process().kill();
        case null -> {
          if (killAt.filter(at -> !at.isAfter(context.clock().instant())).isPresent()) {
            launch.process().kill();
            killAt = Optional.empty();
          }
          Optional<String> unhealthy = launch.probes().run(deleted || why.isPresent());
          if (unhealthy.isPresent()) {
            why = unhealthy;
            killAt = sooner(killAt, terminate(launch, launch.grace()));
          }
        }
      }
    }
  }

  private Duration pause(PodLaunch launch, Optional<Instant> killAt) {
    Duration pause = launch.probes().untilNext();
    Duration retry = reporter.hasUnreported() ? PodReporter.RETRY : pause;
    Duration untilKill =
        killAt.map(at -> Duration.between(context.clock().instant(), at)).orElse(pause);
    Duration least = min(min(pause, retry), untilKill);
    return least.isNegative() ? Duration.ZERO : least;
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static Optional<Instant> sooner(Optional<Instant> a, Instant b) {
    return Optional.of(a.filter(at -> at.isBefore(b)).orElse(b));
  }

  private Instant terminate(PodLaunch launch, Duration grace) {
    launch.process().terminate();
    return context.clock().instant().plus(grace);
  }
}
