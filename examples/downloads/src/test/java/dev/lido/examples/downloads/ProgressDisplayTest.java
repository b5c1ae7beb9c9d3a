package dev.lido.examples.downloads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {

  private final Progress progress = new Progress(4);
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);

  private String shown() {
    return shown.toString(StandardCharsets.UTF_8);
  }

  @Test
  void shouldDrawABarOverAndOver() {
    // Given
    progress.page();
    progress.retry();

    // When
    try (var display = new ProgressDisplay(progress, () -> 7, ProgressMode.bar, out)) {
      await().until(() -> shown().contains("7 in flight"));
      assertThat(display.peak()).isEqualTo(7);
      progress.page();
      progress.image(10);
    }

    // Then
    assertThat(shown()).startsWith("\r[##-------").contains("13 %", "0/4 images", "1 failures");
    assertThat(shown().substring(shown().lastIndexOf("\r")))
        .contains("38 %", "1/4 images")
        .endsWith("\n");
  }

  @Test
  void shouldPrintLinesWhereThereIsNoTerminal() {
    // When
    try (var display = new ProgressDisplay(progress, () -> 7, ProgressMode.plain, out)) {
      await().until(() -> shown().contains("in flight"));
      assertThat(display.peak()).isEqualTo(7);
    }

    // Then
    assertThat(shown()).matches("0 %  0/4 images  0/s  7 in flight  0 failures\\R");
  }
}
