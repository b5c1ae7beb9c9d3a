package dev.lido.cli.kubelet;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The stock worker's command line. */
final class WorkerProgram {

  private static final String MAIN = "dev.lido.worker.WorkerMain";

  /** Many workers share this machine; and what Netty uses shall not be warned of. */
  private static final List<String> JAVA_OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "--sun-misc-unsafe-memory-access=allow",
          "--enable-native-access=ALL-UNNAMED");

  private final Path home;
  private final List<Path> classpath;

  WorkerProgram(Path home, List<Path> classpath) {
    this.home = home;
    this.classpath = classpath;
  }

  /**
   * Returns the command that starts a worker in this process's Java.
   *
   * @throws PodRefusedException if the worker's program is not there
   */
  List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JAVA_OPTIONS);
    command.addAll(List.of("-cp", classPath(), MAIN));
    return command;
  }

  private String classPath() {
    Path target = home.resolve("runtime/worker/target");
    return Stream.concat(classpath.stream(), Stream.of(jar(target), target.resolve("lib/*")))
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Path jar(Path target) {
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, "lido-worker-*.jar")) {
      for (Path jar : jars) {
        if (!jar.toString().endsWith("-sources.jar") && !jar.toString().endsWith("-tests.jar")) {
          return jar;
        }
      }
    } catch (IOException missing) {
      // said below
    }
    throw new PodRefusedException(
        "the worker's program is not in "
            + target
            + ": build it with mvn package, or set LIDO_HOME");
  }
}
