package dev.lido.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {

  private final Map<String, String> variables =
      new HashMap<>(
          Map.of(
              "LIDO_NAMESPACE", "default",
              "LIDO_POOL", "thumbnails",
              "LIDO_PARTITION", "1",
              "LIDO_WORKER", "thumbnails-1-0-abcde",
              "LIDO_ADDRESS", "127.0.0.2",
              "LIDO_PORT", "7070",
              "LIDO_HEALTH_PORT", "7071",
              "LIDO_MAX_CONCURRENCY", "25",
              "LIDO_DRAIN_TIMEOUT", "1m30s",
              "LIDO_TLS", "plaintext"));

  @Test
  void shouldReadEveryVariable() {
    WorkerConfig config = read();

    assertThat(config.identity())
        .isEqualTo(new WorkerIdentity("default", "thumbnails", 1, "thumbnails-1-0-abcde"));
    assertThat(config.address().getHostAddress()).isEqualTo("127.0.0.2");
    assertThat(config.port()).isEqualTo(7070);
    assertThat(config.healthPort()).isEqualTo(7071);
    assertThat(config.maxConcurrency()).isEqualTo(25);
    assertThat(config.drainTimeout()).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void shouldSayAllThatIsMissingAtOnce() {
    variables.clear();

    BadEnvironmentException e = catchThrowableOfType(BadEnvironmentException.class, this::read);

    assertThat(e.problems())
        .hasSize(10)
        .contains("LIDO_POOL is missing: set it to the pool's name")
        .allMatch(problem -> problem.contains("is missing: set it to"))
        .anySatisfy(
            problem -> assertThat(problem).startsWith("LIDO_TLS").contains("tls.crt", "plaintext"));
  }

  @ParameterizedTest
  @CsvSource({
    "LIDO_PARTITION,-1",
    "LIDO_PARTITION,one",
    "LIDO_PORT,0",
    "LIDO_PORT,65536",
    "LIDO_HEALTH_PORT,http",
    "LIDO_MAX_CONCURRENCY,0",
    "LIDO_MAX_CONCURRENCY,99999999999",
    "LIDO_DRAIN_TIMEOUT,30",
    "LIDO_ADDRESS,1.2.3.4.5"
  })
  void shouldSayWhatToSetForABadValue(String name, String value) {
    variables.put(name, value);

    assertThatThrownBy(this::read)
        .isInstanceOf(BadEnvironmentException.class)
        .hasMessageStartingWith("%s is '%s': set it to ", name, value);
  }

  @ParameterizedTest
  @CsvSource({"0s,0", "500ms,500", "30s,30000", "1h30m,5400000", "1m1s1ms,61001"})
  void shouldReadDurations(String text, long millis) {
    assertThat(KubernetesDuration.parse(text)).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "30", "s", "3d", "-1s", "1.5s", "30 s", "999999999999h"})
  void shouldRefuseOtherDurations(String text) {
    assertThatThrownBy(() -> KubernetesDuration.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private WorkerConfig read() {
    return Environment.read(variables, ClassLoader.getSystemClassLoader());
  }
}
