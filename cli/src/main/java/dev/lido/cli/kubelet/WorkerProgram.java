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

  /**
   * What the user gave, the worker, and last the client: a child may call pools itself, and even one
   * that does not is often written in a class that names the client's types.
   */
  private String classPath() {
    return Stream.of(
            classpath.stream(),
            program(home.resolve("runtime/worker/target"), "lido-worker-*.jar"),
            program(home.resolve("runtime/client/target"), "lido-client-*.jar"))
        .flatMap(entries -> entries)
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Stream<Path> program(Path target, String jar) {
    return Stream.of(jar(target, jar), target.resolve("lib/*"));
  }

  private static Path jar(Path target, String name) {
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, name)) {
      for (Path jar : jars) {
        if (!jar.toString().endsWith("-sources.jar") && !jar.toString().endsWith("-tests.jar")) {
          return jar;
        }
      }
    } catch (IOException missing) {
      // said below
    }
    throw new PodRefusedException(
        "the worker's program is not complete: there is no "
            + target.resolve(name)
            + ": build it with mvn package, or set LIDO_HOME");
  }
}
