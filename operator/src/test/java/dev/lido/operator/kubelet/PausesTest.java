package dev.lido.operator.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PausesTest {

  private static final Duration AT_ONCE = Duration.ofMillis(1);
  private static final Duration LONG = Duration.ofMinutes(5);

  private final Pauses pauses = new Pauses();

  @Test
  void shouldDoubleWhileWatchesEndAtOnceAndBeginAnewWhenOneHasLived() {
    assertThat(after(AT_ONCE, 7))
        .extracting(Duration::toSeconds)
        .containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);

    assertThat(pauses.afterWatch(LONG)).isEqualTo(Duration.ofMillis(500));
    assertThat(after(AT_ONCE, 2)).extracting(Duration::toSeconds).containsExactly(1L, 2L);
  }

  @Test
  void shouldCountFailuresTogetherWithWatchesThatEndAtOnce() {
    // Given
    after(AT_ONCE, 2);

    // Then
    assertThat(pauses.afterFailure()).isEqualTo(Duration.ofSeconds(4));
    assertThat(pauses.afterWatch(AT_ONCE)).isEqualTo(Duration.ofSeconds(8));
  }

  private List<Duration> after(Duration lived, int watches) {
    return Stream.generate(() -> pauses.afterWatch(lived)).limit(watches).toList();
  }
}
