package dev.lido.operator.simulation;

import dev.lido.operator.apply.DrainAnswer;
import dev.lido.operator.apply.WorkerControl;
import dev.lido.operator.observe.Contact;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;
import java.util.OptionalInt;

/** The operator's way to the workers. */
final class Control implements WorkerControl {

  private final ApiServer server;
  private final Cluster cluster;
  private final Trace trace;

  Control(ApiServer server, Cluster cluster, Trace trace) {
    this.server = server;
    this.cluster = cluster;
    this.trace = trace;
  }

  @Override
  public DrainAnswer drain(Contact worker) {
    DrainAnswer answer = find(worker).map(Control::tell).orElseGet(DrainAnswer.Silent::new);
    trace.say(() -> "    operator: drain " + worker.address() + " -> " + answer);
    return answer;
  }

  private static DrainAnswer tell(Machine machine) {
    machine.told |= machine.listens;
    return machine.listens
        ? new DrainAnswer.Left(machine.children)
        : new DrainAnswer.NothingListens();
  }

  @Override
  public OptionalInt load(Contact worker) {
    return find(worker).map(m -> OptionalInt.of(m.children)).orElseGet(OptionalInt::empty);
  }

  private Optional<Machine> find(Contact worker) {
    return server.pods.all().stream()
        .filter(pod -> Pods.running(pod) && !cluster.cutOff(pod))
        .map(this::machine)
        .filter(m -> m.reachable && m.address.equals(worker.address()))
        .findFirst();
  }

  private Machine machine(Pod pod) {
    return server.machine(pod);
  }
}
