package dev.lido.bench.peer;

import dev.lido.bench.process.JavaProcess;
import dev.lido.bench.process.MachineTime;
import dev.lido.bench.process.Usage;
import java.io.IOException;
import java.util.List;

/**
 * Two servers and their caller, each a process.
 *
 * @param caller calls them
 * @param tellers who is asked what the servers have used
 */
record Servers(JavaProcess caller, List<JavaProcess> tellers) implements AutoCloseable {

  /** Measures. */
  Figures measure(Step step) throws IOException {
    Usage before = ask(Talk.BEGIN);
    long begin = System.nanoTime();
    double machineBefore = MachineTime.nanos();
    Figures figures = Talk.read(caller.ask(Talk.line(step)), Figures.class);
    double machine = MachineTime.nanos() - machineBefore;
    double all = (System.nanoTime() - begin) * Runtime.getRuntime().availableProcessors();
    Usage used = ask(Talk.USED).since(before);
    double ours = figures.calls() * figures.caller().cpuMicros() * 1_000 + used.cpuNanos();
    double others = Math.max(0, 100 * (machine - ours) / all);
    return figures.withServers(Side.of(used, figures.calls()), others);
  }

  private Usage ask(String line) throws IOException {
    Usage used = Usage.NONE;
    for (JavaProcess teller : tellers) {
      used = used.plus(Talk.read(teller.ask(line), Usage.class));
    }
    return used;
  }

  @Override
  public void close() {
    caller.close();
    tellers.forEach(JavaProcess::close);
  }
}
