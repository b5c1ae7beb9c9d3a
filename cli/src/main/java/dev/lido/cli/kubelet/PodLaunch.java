package dev.lido.cli.kubelet;

import dev.lido.cli.process.ChildProcess;
import dev.lido.crds.v1alpha1.PoolNames;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A pod's process, with all that belongs to it; closing gives its address back. */
final class PodLaunch implements AutoCloseable {

  private final PodContext context;
  private final PodPlan plan;
  private final PodAddress address;
  private final Path log;
  private final Probes probes;
  private final ChildProcess process;
  private final Instant since;

  private PodLaunch(PodContext context, PodPlan plan, PodAddress address) {
    Container container = plan.container();
    this.context = context;
    this.plan = plan;
    this.address = address;
    this.log = PodLogs.prepare(context.options().logs(), context.pod(), container.getName());
    this.probes = new Probes(plan, address, context.clock());
    this.since = context.clock().instant();
    this.process = ChildProcess.start(start(container));
  }

  /**
   * Starts the process of a pod.
   *
   * @throws PodRefusedException if the local kubelet cannot run it
   */
  static PodLaunch start(PodContext context) {
    PodPlan plan = PodPlan.of(context.pod());
    PodAddress address = context.addresses().take(plan.ports());
    try {
      return new PodLaunch(context, plan, address);
    } catch (RuntimeException failed) {
      context.addresses().release(address);
      throw failed;
    }
  }

  private ChildProcess.Start start(Container container) {
    Pod pod = context.pod();
    Map<String, String> environment =
        new PodEnvironment(pod, context.options().node(), address).of(container);
    List<String> command = new ArrayList<>(program(container));
    command.addAll(container.getArgs());
    return new ChildProcess.Start(
        command.stream().map(word -> PodEnvironment.expand(word, environment)).toList(),
        environment,
        directory(container),
        Optional.of(log));
  }

  private List<String> program(Container container) {
    KubeletOptions options = context.options();
    return container.getCommand().isEmpty()
        ? new WorkerProgram(options.home(), options.classpath()).command()
        : container.getCommand();
  }

  private static Path directory(Container container) {
    String declared = Optional.ofNullable(container.getWorkingDir()).orElse(".");
    return Files.isDirectory(Path.of(declared)) ? Path.of(declared) : Path.of(".");
  }

  ChildProcess process() {
    return process;
  }

  Probes probes() {
    return probes;
  }

  Duration grace() {
    return plan.grace();
  }

  /** Returns what people and tests may want to know of it. */
  Map<String, String> annotations() {
    Map<String, String> annotations = new HashMap<>();
    annotations.put(LocalKubelet.PID, String.valueOf(process.pid()));
    annotations.put(LocalKubelet.LOG, log.toAbsolutePath().toString());
    for (ContainerPort port : plan.container().getPorts()) {
      int real = address.port(port.getContainerPort());
      if (real != port.getContainerPort() && port.getName() != null) {
        annotations.put(PoolNames.REAL_PORT + port.getName(), String.valueOf(real));
      }
    }
    return annotations;
  }

  PodState running() {
    return new PodState.Running(address.ip(), since, probes.isStarted(), probes.isReady());
  }

  PodState ended(int exitCode, Optional<String> why) {
    Instant at = context.clock().instant();
    return new PodState.Ended(address.ip(), since, at, exitCode, why, PodLogs.tail(log));
  }

  @Override
  public void close() {
    context.addresses().release(address);
  }
}
