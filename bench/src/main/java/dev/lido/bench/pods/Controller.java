package dev.lido.bench.pods;

import dev.lido.operator.OperatorMain;
import dev.lido.operator.testing.TiedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A subject's process. */
final class Controller implements AutoCloseable {

  /** The image's options, with the heap that has to be enough. */
  private static final List<String> OPERATOR =
      List.of(
          "-XX:+UseSerialGC",
          "-Xmx256m",
          "-XX:+ExitOnOutOfMemoryError",
          "--sun-misc-unsafe-memory-access=allow");

  private static final Pattern FULL_COLLECTION =
      Pattern.compile("Pause Full \\(Diagnostic Command\\) \\d+M->(\\d+)M");

  private final Subject subject;
  private final TiedProcess process;
  private final Path folder;

  private Controller(Subject subject, TiedProcess process, Path folder) {
    this.subject = subject;
    this.process = process;
    this.folder = folder;
  }

  /** Returns where kube-controller-manager is, if it is there. */
  static Path controllerManager() {
    String folder =
        System.getenv().getOrDefault("KUBEBUILDER_ASSETS", "/usr/local/kubebuilder/bin");
    return Path.of(folder, "kube-controller-manager");
  }

  /** Starts a subject's process, whose API server this kubeconfig names. */
  static Controller start(Subject subject, Path kubeconfig, Path folder, String options) {
    List<String> command =
        switch (subject) {
          case LIDO -> operator(folder, options);
          case REPLICASET -> controllerManager(kubeconfig);
        };
    Path log = folder.resolve(subject + ".log");
    Map<String, String> environment =
        Map.of("KUBECONFIG", kubeconfig.toString(), "LIDO_TLS", "plaintext", "LIDO_HTTP_PORT", "0");
    return new Controller(subject, TiedProcess.start(command, environment, log), folder);
  }

  private static List<String> operator(Path folder, String options) {
    List<String> command = new ArrayList<>();
    command.add(jdk("java"));
    command.addAll(OPERATOR);
    command.add("-Xlog:gc:file=" + folder.resolve("gc.log"));
    options
        .lines()
        .flatMap(line -> List.of(line.split(" ", -1)).stream())
        .filter(o -> !o.isBlank())
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(OperatorMain.class.getName());
    return command;
  }

  /** All that could slow it down is off; how many ReplicaSets it works at is its default, 5. */
  private static List<String> controllerManager(Path kubeconfig) {
    return List.of(
        controllerManager().toString(),
        "--kubeconfig=" + kubeconfig,
        "--controllers=replicaset-controller",
        "--leader-elect=false",
        "--kube-api-qps=100000",
        "--kube-api-burst=100000",
        "--secure-port=0");
  }

  private static String jdk(String program) {
    return Path.of(System.getProperty("java.home"), "bin", program).toString();
  }

  /** Stops it where it is. */
  void pause() {
    process.signal("STOP");
  }

  /** Lets it go on. */
  void resume() {
    process.signal("CONT");
  }

  /** Returns the processor time that it has taken. */
  double cpuSeconds() {
    return process.handle().info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
  }

  /** Collects its garbage, and returns what is left; empty if it has no such heap. */
  OptionalDouble heapMib() throws Exception {
    if (subject != Subject.LIDO) {
      return OptionalDouble.empty();
    }
    String pid = Long.toString(process.handle().pid());
    new ProcessBuilder(jdk("jcmd"), pid, "GC.run")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
    return lastFullCollection();
  }

  private OptionalDouble lastFullCollection() throws IOException {
    return FULL_COLLECTION
        .matcher(Files.readString(folder.resolve("gc.log")))
        .results()
        .map(MatchResult::group)
        .map(line -> line.replaceAll(".*->(\\d+)M", "$1"))
        .mapToDouble(Double::parseDouble)
        .reduce((first, last) -> last);
  }

  @Override
  public void close() {
    process.close();
  }
}
