package dev.lido.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BenchMainTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String line) {
    return BenchMain.run(new PrintWriter(out, true), new PrintWriter(err, true), line.split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          calls --rounds 0                           | --rounds is 0: write 1 or more; see lido bench calls --help
          calls --seconds 0                          | --seconds is 0: write 0.1 or more; see lido bench calls --help
          calls --warmup -1                          | --warmup is -1: write 0 or more; see lido bench calls --help
          calls --callers 0,8                        | --callers is 0: write 1 or more; see lido bench calls --help
          calls --callers 8,8                        | --callers is 8,8: write each number once; see lido bench calls --help
          start --rounds 0                           | --rounds is 0: write 1 or more; see lido bench start --help
          start --workers 0                          | --workers is 0: write 1 or more; see lido bench start --help
          placement --calls 5                        | --calls is 5: write 1000 or more; see lido bench placement --help
          """)
  void shouldSayWhatToWriteInstead(String line, String message) {
    // When
    int code = run(line);

    // Then
    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).isEqualTo("error: " + message + System.lineSeparator());
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "calls --subjects lido",
        "calls --tls maybe",
        "calls --cases full",
        "start --of worker",
        "placement --of time"
      })
  void shouldNameTheChoices(String line) {
    // When
    int code = run(line);

    // Then
    assertThat(code).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("error: ")
        .contains("expected one of [")
        .contains("--help");
  }

  @Test
  void shouldSayWhenThereIsNothingToMeasure() {
    // When
    int code = run("calls --subjects hazelcast --tls on");

    // Then
    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("there is nothing to measure", "hazelcast", "--tls");
  }

  @Test
  void shouldSayThatRowsAreMissing() {
    // When
    int code = run("calls --rows no-such-file.json");

    // Then
    assertThat(code).isEqualTo(1);
    assertThat(err.toString()).startsWith("error: cannot read no-such-file.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"calls", "placement", "start", "pods"})
  void shouldHelp(String command) {
    // When
    int code = run(command + " --help");

    // Then
    assertThat(code).isZero();
    assertThat(out.toString()).contains("Usage: lido bench " + command, "--json", "takes about");
  }
}
