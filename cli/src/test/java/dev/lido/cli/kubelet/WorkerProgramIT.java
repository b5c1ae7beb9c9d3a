package dev.lido.cli.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lido.cli.cluster.Home;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worker's command line, with the cache that the build has made, and with bad ones. */
class WorkerProgramIT {

  @TempDir private Path directory;

  @Test
  void shouldFitTheCacheOfTheBuildWhateverClassesTheUserAdds() throws Exception {
    // Given
    Path classes = Files.createDirectories(directory.resolve("classes"));
    Files.writeString(classes.resolve("some.properties"), "a=b");
    List<String> command = new WorkerProgram(Home.find(), List.of(classes)).command();

    // When
    Ended ended = run(command, "-XX:AOTMode=on");

    // Then
    assertThat(command).anyMatch(word -> word.startsWith("-XX:AOTCache="));
    assertThat(ended.exitCode()).as(ended.output()).isZero();
  }

  @Test
  void shouldGoOnWithoutAWordWhenTheCacheIsStale() throws Exception {
    // Given
    Path home = home();
    Files.writeString(
        Files.createDirectories(home.resolve("cli/target")).resolve("lido-worker.aot"), "stale");

    // When
    Ended ended = run(new WorkerProgram(home, List.of()).command());

    // Then
    assertThat(ended.exitCode()).isZero();
    assertThat(ended.output()).doesNotContainIgnoringCase("aot").doesNotContain("[error]");
  }

  @Test
  void shouldDoWithoutACache() throws Exception {
    // When
    List<String> command = new WorkerProgram(home(), List.of()).command();

    // Then
    assertThat(command).noneMatch(word -> word.contains("AOT"));
    assertThat(run(command).exitCode()).isZero();
  }

  @Test
  void shouldLetTheUsersVersionOfALibraryCountWhereItIsAnother() throws Exception {
    // Given
    Path newer = Files.createFile(directory.resolve("protobuf-java-99.0.jar"));
    Path other = Files.createFile(directory.resolve("some-1.0.jar"));
    Path same = Home.find().resolve("runtime/client/target/lib/*");

    // When
    List<String> overridden = new WorkerProgram(Home.find(), List.of(other, newer)).command();
    List<String> added = new WorkerProgram(Home.find(), List.of(same, other)).command();

    // Then
    assertThat(classPath(overridden)).startsWith(other + ":" + newer + ":");
    assertThat(overridden).noneMatch(word -> word.contains("AOT"));
    assertThat(classPath(added)).endsWith(":" + same + ":" + other);
  }

  private static String classPath(List<String> command) {
    return command.get(command.indexOf("-cp") + 1);
  }

  /** A checkout without a cache. */
  private Path home() throws IOException {
    Path home = Files.createDirectories(directory.resolve("home"));
    Files.createSymbolicLink(home.resolve("runtime"), Home.find().resolve("runtime"));
    return home;
  }

  private record Ended(int exitCode, String output) {}

  /** Starts the JVM, which says its version instead of running the worker. */
  private static Ended run(List<String> command, String... options) throws Exception {
    List<String> words = new ArrayList<>(command.subList(0, command.size() - 1));
    words.addAll(1, List.of(options));
    words.add("-version");
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }
}
