package dev.lido.cli.kubelet;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The stock worker's command line. Immutable.
 *
 * <p>The build makes a cache of what the worker's JVM loads and learns at its start; it is used where
 * it fits.
 */
public final class WorkerProgram {

  private static final String MAIN = "dev.lido.worker.WorkerMain";

  /**
   * Many workers share this machine; children that are over at once share threads; and what Netty
   * uses shall not be warned of.
   */
  private static final List<String> JAVA_OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "--enable-native-access=ALL-UNNAMED");

  /** Made by the build; one that does not fit is passed over, without a word. */
  private static final String CACHE = "cli/target/lido-worker.aot";

  private static final List<String> SILENTLY = List.of("-Xlog:aot=off", "-Xlog:cds=off");
  private static final Pattern VERSION = Pattern.compile("-[0-9]|\\.jar$");

  private final Path home;
  private final List<Path> classpath;

  /**
   * Describes a worker.
   *
   * @param home the checkout or installation that holds the worker's program
   * @param classpath what the user gave
   */
  public WorkerProgram(Path home, List<Path> classpath) {
    this.home = home;
    this.classpath = classpath;
  }

  /**
   * Returns the command that starts a worker in this process's Java.
   *
   * @throws PodRefusedException if the worker's program is not there
   */
  public List<String> command() {
    boolean overrides = userHasOtherVersionsOfOurs();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JAVA_OPTIONS);
    Path cache = home.resolve(CACHE);
    if (!overrides && Files.exists(cache)) {
      command.add("-XX:AOTCache=" + cache);
      command.addAll(SILENTLY);
    }
    command.addAll(List.of("-cp", classPath(overrides), MAIN));
    return command;
  }

  /**
   * The worker, and the client: a child may call pools itself, and even one that does not is often
   * written in a class that names the client's types. The cache fits class paths that begin so; what
   * the user gave comes before that only where it makes a difference.
   */
  private String classPath(boolean userFirst) {
    Stream<Path> ours =
        Stream.concat(
            program(worker(), "lido-worker-*.jar"), program(client(), "lido-client-*.jar"));
    Stream<Path> users = classpath.stream();
    return (userFirst ? Stream.concat(users, ours) : Stream.concat(ours, users))
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private Path worker() {
    return home.resolve("runtime/worker/target");
  }

  private Path client() {
    return home.resolve("runtime/client/target");
  }

  private boolean userHasOtherVersionsOfOurs() {
    Set<String> ours =
        Stream.of(worker(), worker().resolve("lib"), client(), client().resolve("lib"))
            .flatMap(WorkerProgram::jars)
            .collect(Collectors.toSet());
    Set<String> names = ours.stream().map(WorkerProgram::name).collect(Collectors.toSet());
    return classpath.stream()
        .flatMap(entry -> entry.endsWith("*") ? jars(entry.getParent()) : fileName(entry))
        .anyMatch(file -> !ours.contains(file) && names.contains(name(file)));
  }

  private static Stream<String> jars(@Nullable Path folder) {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> jars =
        Files.newDirectoryStream(folder == null ? Path.of("") : folder, "*.jar")) {
      jars.forEach(jar -> fileName(jar).forEach(names::add));
    } catch (IOException missing) {
      // then there are none
    }
    return names.stream();
  }

  private static Stream<String> fileName(Path entry) {
    return Stream.of(String.valueOf(entry.getFileName()));
  }

  /** Returns the name of a jar without its version. */
  private static String name(String file) {
    return VERSION.split(file, 2)[0];
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
