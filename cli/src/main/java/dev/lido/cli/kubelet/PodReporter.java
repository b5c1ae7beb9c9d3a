package dev.lido.cli.kubelet;

import dev.lido.cli.kubelet.PodApi.Outcome;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Keeps the API server informed of one pod, also through an outage. Used by the pod's thread. */
final class PodReporter {

  /** The time between two attempts. */
  static final Duration RETRY = Duration.ofMillis(200);

  private final PodContext context;
  private final PodApi api;
  private final PodStatuses statuses;
  private Optional<PodState> wanted = Optional.empty();
  private Optional<PodState> reported = Optional.empty();
  private Instant nextAttempt = Instant.MIN;

  PodReporter(PodContext context) {
    Pod pod = context.pod();
    this.context = context;
    this.api = new PodApi(context.client(), pod);
    this.statuses = new PodStatuses(pod, context.clock());
  }

  /** Binds the pod to the node, if nobody has; whether it is there to be run. */
  boolean bind() throws InterruptedException {
    boolean bound = context.pod().getSpec().getNodeName() != null;
    return bound || insist(() -> api.bind(context.options().node())) == Outcome.DONE;
  }

  void annotate(Map<String, String> annotations) throws InterruptedException {
    insist(() -> api.annotate(annotations));
  }

  void remove() throws InterruptedException {
    insist(api::remove);
  }

  /** Reports a state, now or as soon as the API server is back; a later state replaces it. */
  void report(PodState state) {
    wanted = Optional.of(state);
    if (hasUnreported() && !context.clock().instant().isBefore(nextAttempt)) {
      if (api.status(statuses.of(state)) == Outcome.LATER) {
        nextAttempt = context.clock().instant().plus(RETRY);
      } else {
        reported = wanted;
      }
    }
  }

  boolean hasUnreported() {
    return !wanted.equals(reported);
  }

  /** Reports a state that no other follows; waits until the API server has it. */
  void reportLast(PodState state) throws InterruptedException {
    insist(() -> api.status(statuses.of(state)));
  }

  private static Outcome insist(Supplier<Outcome> request) throws InterruptedException {
    while (true) {
      Outcome outcome = request.get();
      if (outcome != Outcome.LATER) {
        return outcome;
      }
      TimeUnit.MILLISECONDS.sleep(RETRY.toMillis());
    }
  }
}
