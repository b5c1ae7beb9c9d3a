package dev.lido.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as its users start it. */
class OperatorMainIT {

  @TempDir Path folder;

  @Test
  void shouldRefuseToStartWithWhatMakesNoSense() throws IOException {
    assertThat(run("--lease-namespace=system", "--lease-duration=1500ms")).isEqualTo(2);

    assertThat(output())
        .isEqualTo(
            "--lease-duration: A Lease holds for whole seconds, 2 or more, not PT1.5S: write 15s,"
                + " say\n");

    assertThat(run("--tls=/nowhere")).isEqualTo(2);
    assertThat(output()).startsWith("--tls: ").contains("/nowhere").hasLineCount(1);
  }

  @Test
  void shouldHelp() throws IOException {
    assertThat(run("--help")).isZero();

    assertThat(output()).contains("Usage: lido-operator", "--namespaces", "LIDO_NAMESPACES");
  }

  private int run(String... arguments) {
    return OperatorProcess.run(folder.resolve("output"), arguments);
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("output"));
  }
}
