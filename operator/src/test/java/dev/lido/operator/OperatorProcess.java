package dev.lido.operator;

import static dev.lido.operator.Cluster.AWAIT;

import dev.lido.operator.testing.AnsweredWrite;
import dev.lido.operator.testing.RealApiServer;
import dev.lido.operator.testing.TiedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An operator in a process of its own, which asks the API server under its own name. */
record OperatorProcess(String name, TiedProcess process) implements AutoCloseable {

  private static final Pattern PORT = Pattern.compile("/metrics are on port ([0-9]+)");

  /** Starts one that looks after a namespace, and agrees in it with the others who leads. */
  static OperatorProcess start(String name, Cluster cluster, Duration lease, Path folder) {
    Path kubeconfig = folder.resolve(name + ".kubeconfig");
    RealApiServer.shared().writeKubeconfigOf(kubeconfig, name);
    return new OperatorProcess(
        name,
        TiedProcess.start(
            command(),
            Map.of(
                "KUBECONFIG",
                kubeconfig.toString(),
                "LIDO_HTTP_PORT",
                "0",
                "LIDO_LOG_LEVEL",
                "debug",
                "LIDO_NAMESPACES",
                cluster.namespace(),
                "LIDO_LEASE_NAMESPACE",
                cluster.namespace(),
                "LIDO_LEASE_DURATION",
                lease.toSeconds() + "s",
                "LIDO_IDENTITY",
                name),
            folder.resolve(name + ".log")));
  }

  /** Starts one with these flags, and returns its exit code when it has ended. */
  static int run(Path output, String... flags) {
    List<String> command = Stream.concat(command().stream(), Stream.of(flags)).toList();
    try (TiedProcess process = TiedProcess.start(command, Map.of(), output)) {
      AWAIT.until(() -> process.exitCode().isPresent());
      return process.exitCode().orElseThrow();
    }
  }

  private static List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-cp",
        System.getProperty("java.class.path"),
        OperatorMain.class.getName());
  }

  /** Tells whether it has read everything, and would lead if nobody else did. */
  boolean standsBy() {
    return log().contains("Standing by");
  }

  /** Returns where it answers probes, once it has said so. */
  int httpPort() {
    Matcher port = PORT.matcher(log());
    AWAIT.until(() -> port.reset(log()).find());
    return Integer.parseInt(port.group(1));
  }

  /** Returns what it has logged, as much as can be. */
  String log() {
    try {
      return Files.readString(process.log());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  void signal(String signal) {
    process.signal(signal);
  }

  /** Waits for its end, and returns its exit code. */
  int awaitEnd() {
    AWAIT.until(() -> process.exitCode().isPresent());
    OptionalInt code = process.exitCode();
    return code.orElseThrow();
  }

  /** Returns the writes that the API server answered to it. */
  List<AnsweredWrite> writes() {
    return RealApiServer.shared().writes().stream()
        .filter(write -> write.user().equals(name))
        .toList();
  }

  @Override
  public void close() {
    process.close();
  }
}
