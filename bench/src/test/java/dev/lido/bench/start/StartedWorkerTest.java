package dev.lido.bench.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class StartedWorkerTest {

  @Test
  @Timeout(10)
  void shouldSayAtOnceHowAWorkerHasEnded(@TempDir Path folder) throws IOException {
    // Given
    List<String> dies = List.of("/bin/sh", "-c", "echo no such class; exit 3");

    // When // Then
    try (StartedWorker worker = new StartedWorker(dies, folder.resolve("worker.log"))) {
      assertThatThrownBy(worker::awaitAnswer)
          .isInstanceOf(IOException.class)
          .hasMessageContainingAll("has ended with code 3", "no such class");
    }
  }

  @Test
  void shouldGiveNoPortTwice() throws IOException {
    // Given
    Set<Integer> taken = new HashSet<>();

    // When // Then
    for (int i = 0; i < 1_000; i++) {
      assertThat(taken.add(Ports.take())).isTrue();
    }
  }
}
