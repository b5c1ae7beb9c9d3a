package dev.lido.cli.demo;

import dev.lido.cli.command.CliException;
import dev.lido.cli.process.ChildProcess;
import dev.lido.protocol.tls.Tls;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The programs of {@code examples/downloads}. */
final class Example {

  private static final String PACKAGE = "dev.lido.examples.downloads.";

  /** fabric8 warns of v1alpha1 in each process; a demo has nobody who could act on it. */
  private static final String LOGGING =
      """
      handlers=java.util.logging.ConsoleHandler
      .level=INFO
      io.fabric8.kubernetes.client.dsl.internal.VersionUsageUtils.level=SEVERE
      """;

  private final Path folder;
  private final Path logging;

  Example(Path home, Path directory) {
    this.folder = home.resolve("examples/downloads");
    this.logging = directory.resolve("logging.properties");
  }

  Path pool() {
    return folder.resolve("pool.yaml");
  }

  /** Returns the example's own classes, which its workers need. */
  Path jar() {
    Path target = folder.resolve("target");
    try (DirectoryStream<Path> jars =
        Files.newDirectoryStream(target, "lido-example-downloads-*.jar")) {
      for (Path jar : jars) {
        return jar;
      }
    } catch (IOException missing) {
      throw notBuilt(target);
    }
    throw notBuilt(target);
  }

  private static CliException notBuilt(Path target) {
    return new CliException("the example is not built in " + target + ": run mvn package");
  }

  ChildProcess startSite(int pages, Path log) {
    return start(
        List.of(PACKAGE + "SiteMain", "--port", "0", "--pages", String.valueOf(pages)),
        Map.of(),
        Optional.of(log));
  }

  /** Starts the manager; its output is this process's. */
  ChildProcess startManager(List<String> arguments, Path kubeconfig) {
    List<String> command = new ArrayList<>(List.of(PACKAGE + "DownloadManagerMain"));
    command.addAll(arguments);
    return start(
        command,
        Map.of("KUBECONFIG", kubeconfig.toString(), Tls.VARIABLE, Tls.PLAINTEXT),
        Optional.empty());
  }

  private void writeLogging() {
    try {
      Files.writeString(logging, LOGGING);
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot write " + logging, failed);
    }
  }

  private ChildProcess start(
      List<String> main, Map<String, String> variables, Optional<Path> output) {
    writeLogging();
    Path libraries = folder.resolve("target/lib/*");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.util.logging.config.file=" + logging,
            "-cp",
            jar() + File.pathSeparator + libraries));
    command.addAll(main);
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.putAll(variables);
    return ChildProcess.start(
        new ChildProcess.Start(command, environment, Path.of("").toAbsolutePath(), output));
  }
}
