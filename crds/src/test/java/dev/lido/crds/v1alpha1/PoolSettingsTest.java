package dev.lido.crds.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PoolSettingsTest {

  @Test
  void shouldReadAnEmptySpecAsTheSchemasDefaults() {
    // When
    PoolSettings settings = PoolSettings.of(new PoolSpec());

    // Then
    assertThat(settings.partitions()).isEqualTo(1);
    assertThat(settings.replicas()).isEqualTo(1);
    assertThat(settings.maxConcurrency()).isEqualTo(5);
    assertThat(settings.taskTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.queueLimit()).isEqualTo(10_000);
    assertThat(settings.drainTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.update().type()).isEqualTo(UpdateType.RollingUpdate);
    assertThat(settings.update().progressDeadline()).isEqualTo(Duration.ofMinutes(10));
    assertThat(settings.supervision().onExhausted()).isEqualTo(OnExhausted.Backoff);
  }

  @ParameterizedTest
  @CsvSource({"1,1,1", "3,1,3", "3,3,3", "3,8,8", "4,0,0"})
  void shouldCountFewerReplicasThanPartitionsAsPartitions(int partitions, int declared, int all) {
    // Given
    PoolSpec spec = new PoolSpec();
    spec.setPartitions(partitions);
    spec.setReplicas(declared);

    // When
    PoolSettings settings = PoolSettings.of(spec);

    // Then
    assertThat(settings.replicas()).isEqualTo(all);
    assertThat(IntStream.range(0, partitions).map(settings::replicasOf).sum()).isEqualTo(all);
    assertThat(IntStream.range(0, partitions).map(settings::replicasOf).boxed())
        .allSatisfy(share -> assertThat(share).isBetween(all / partitions, all / partitions + 1));
  }

  @Test
  void shouldHaveNoReplicasWhileSuspended() {
    // Given
    PoolSpec spec = new PoolSpec();
    spec.setReplicas(6);
    spec.setSuspend(true);

    // When
    PoolSettings settings = PoolSettings.of(spec);

    // Then
    assertThat(settings.replicas()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0s,0", "250ms,250", "30s,30000", "1h30m,5400000", "1m5s20ms,65020"})
  void shouldReadDurations(String text, long millis) {
    assertThat(Durations.parse(text)).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "-1s", "1.5s", "1d", "s", "99999999999999999999s"})
  void shouldRefuseWhatIsNoDuration(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Durations.parse(text))
        .withMessageContaining("'" + text + "'");
  }
}
