package dev.lido.cli.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's program and its pool, on a machine that has nothing of Lido but the client's jars. */
class ReadmeIT {

  private static final Path HOME = Path.of(System.getProperty("lido.home"));

  @TempDir Path project;

  @Test
  void shouldRunTheSmallestProgramAsTheReadmeSays() throws Exception {
    // Given
    Path source = Files.writeString(project.resolve("Hello.java"), block("java", "class Hello"));
    Path pool = Files.writeString(project.resolve("hello.yaml"), block("yaml", "kind: Pool"));
    Path classes = Files.createDirectory(project.resolve("classes"));
    compile(source, classes);
    try (LidoCommand dev = LidoCommand.start(null, "dev", "--classpath", classes.toString())) {
      Path kubeconfig = Path.of(dev.awaitLine("export KUBECONFIG="));

      // When
      LidoCommand.run(kubeconfig, "apply", "-f", pool.toString());
      String greeting = JavaProcess.output(java(classes), kubeconfig);

      // Then
      assertThat(greeting).matches("process \\d+ greets \\d+\\R");
      assertThat(String.join("\n", LidoCommand.run(kubeconfig, "tree", "hello")))
          .contains("hello", "partition 0", "partition 1");
    }
  }

  private static void compile(Path source, Path classes) throws IOException {
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "--release",
                "21",
                "-cp",
                clientJars(),
                "-d",
                classes.toString(),
                source.toString());
    assertThat(result).as("exit code of javac").isZero();
  }

  private static List<String> java(Path classes) throws IOException {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        classes + ":" + clientJars(),
        "Hello");
  }

  /** The client's jar, and what Maven brings with it. */
  private static String clientJars() throws IOException {
    Path target = HOME.resolve("runtime/client/target");
    try (Stream<Path> own = Files.list(target);
        Stream<Path> others = Files.list(target.resolve("lib"))) {
      return Stream.concat(own, others)
          .map(Path::toString)
          .filter(name -> name.endsWith(".jar"))
          .collect(Collectors.joining(":"));
    }
  }

  /** The README's block in a language that contains a text. */
  private static String block(String language, String text) throws IOException {
    Matcher block =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(HOME.resolve("README.md")));
    while (block.find()) {
      if (block.group(1).contains(text)) {
        return block.group(1);
      }
    }
    throw new AssertionError("README.md has no " + language + " block with " + text);
  }
}
