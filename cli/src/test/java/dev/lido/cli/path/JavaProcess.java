package dev.lido.cli.path;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Other programs, run to their end. */
final class JavaProcess {

  private JavaProcess() {}

  /** Runs a command that must succeed within a minute, and returns what it printed. */
  static String output(List<String> command, Path kubeconfig) throws Exception {
    File printed = File.createTempFile("printed", ".txt");
    File errors = File.createTempFile("errors", ".txt");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectOutput(printed).redirectError(errors);
      builder.environment().put("KUBECONFIG", kubeconfig.toString());
      Process process = builder.start();
      boolean ended = process.waitFor(60, TimeUnit.SECONDS);
      process.destroyForcibly();
      String said = Files.readString(errors.toPath(), UTF_8);
      assertThat(ended).as("%s ended; it said: %s", command, said).isTrue();
      assertThat(process.exitValue()).as("exit code; it said: %s", said).isZero();
      return Files.readString(printed.toPath(), UTF_8);
    } finally {
      assertThat(printed.delete() && errors.delete()).isTrue();
    }
  }
}
