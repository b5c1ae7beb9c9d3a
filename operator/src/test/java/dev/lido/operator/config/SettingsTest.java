package dev.lido.operator.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

  private static final Path DOCUMENT =
      Path.of(System.getProperty("lido.home", ".."), "docs", "operator.md");
  private static final String BEGIN = "<!-- settings: `mvn test -pl operator -Dlido.update` -->\n";
  private static final String END = "<!-- end of settings -->\n";

  @Test
  void shouldReadAFlagBeforeTheVariableOfTheSameName() {
    Settings settings =
        Settings.read(
            List.of("--namespaces=a, b", "--lease-namespace", "system"),
            Map.of("LIDO_NAMESPACES", "c", "LIDO_LEASE_DURATION", "20s"));

    assertThat(settings.namespaces()).containsExactlyInAnyOrder("a", "b");
    assertThat(settings.leaseNamespace()).contains("system");
    assertThat(settings.leaseDuration()).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void shouldLookAfterAllNamespacesOnPort8080IfNothingIsSaid() {
    Settings settings = Settings.read(List.of(), Map.of("LIDO_NAMESPACES", ""));

    assertThat(settings.namespaces()).isEmpty();
    assertThat(settings.leaseNamespace()).isEmpty();
    assertThat(settings.httpPort()).isEqualTo(8080);
    assertThat(settings.livenessTimeout()).isEqualTo(Duration.ofMinutes(1));
    assertThat(settings.logLevel()).isEqualTo("INFO");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          LIDO_NAMESPACES=Team_A     | LIDO_NAMESPACES: 'Team_A' is no name of a namespace: write lower-case
          LIDO_NAMESPACES=a,         | LIDO_NAMESPACES: '' is no name of a namespace
          LIDO_NAMESPACES=a b        | with commas between names, as in a,b
          LIDO_LEASE_NAMESPACE=a,b   | LIDO_LEASE_NAMESPACE: 'a,b' is no name of a namespace
          LIDO_LEASE_DURATION=15s    | LIDO_LEASE_DURATION: means nothing without --lease-namespace
          LIDO_IDENTITY=me           | LIDO_IDENTITY: means nothing without --lease-namespace
          LIDO_LIVENESS_TIMEOUT=60   | LIDO_LIVENESS_TIMEOUT: '60' is not a duration: write
          LIDO_LIVENESS_TIMEOUT=1s   | LIDO_LIVENESS_TIMEOUT: '1s' is too short: write 30s or more
          LIDO_LIVENESS_TIMEOUT=25h  | LIDO_LIVENESS_TIMEOUT: '25h' is too long: write 24h or less
          LIDO_HTTP_PORT=http        | LIDO_HTTP_PORT: 'http' is no port: write a number from 0 to 65535
          LIDO_HTTP_PORT=65536       | LIDO_HTTP_PORT: '65536' is no port
          LIDO_LOG_LEVEL=verbose     | LIDO_LOG_LEVEL: 'verbose' is no level: write error, warn, info or debug
          """)
  void shouldRefuseWhatMakesNoSenseAndSayWhatToWrite(String variable, String message) {
    int equals = variable.indexOf('=');
    String name = variable.substring(0, equals);
    String value = variable.substring(equals + 1);

    assertThatThrownBy(() -> readAll(Settings.read(List.of(), Map.of(name, value))))
        .isInstanceOf(BadConfigurationException.class)
        .hasMessageContaining(message);
    assertThatThrownBy(() -> readAll(Settings.read(List.of(flag(name), value), Map.of())))
        .isInstanceOf(BadConfigurationException.class)
        .hasMessageContaining(message.replace(name, flag(name)));
  }

  private static String flag(String variable) {
    return Setting.valueOf(variable.substring("LIDO_".length())).flag();
  }

  private static void readAll(Settings settings) {
    List<Consumer<Settings>> readers =
        List.of(
            Settings::namespaces,
            Settings::leaseNamespace,
            Settings::leaseDuration,
            Settings::livenessTimeout,
            Settings::httpPort,
            Settings::logLevel);
    readers.forEach(reader -> reader.accept(settings));
  }

  @Test
  void shouldRefuseAFlagThatItDoesNotKnow() {
    assertThatThrownBy(() -> Settings.read(List.of("--namespace=a"), Map.of()))
        .isInstanceOf(BadConfigurationException.class)
        .hasMessageContainingAll("--namespace=a", "--help");
    assertThatThrownBy(() -> Settings.read(List.of("--http-port"), Map.of()))
        .isInstanceOf(BadConfigurationException.class)
        .hasMessageContaining("--http-port");
  }

  @ParameterizedTest
  @CsvSource({
    "LIDO_WATCH_NAMESPACES, LIDO_NAMESPACES",
    "LIDO_NAMESPACE, LIDO_NAMESPACES",
    "LIDO_LEASE_NAMESPACES, LIDO_LEASE_NAMESPACE",
    "LIDO_LOGLEVEL, LIDO_LOG_LEVEL"
  })
  void shouldRefuseAVariableThatIsMisspeltOrRenamed(String variable, String meant) {
    assertThatThrownBy(() -> Settings.read(List.of(), Map.of(variable, "a")))
        .isInstanceOf(BadConfigurationException.class)
        .hasMessage(variable + ": the operator has no such setting: write " + meant);
  }

  @Test
  void shouldNameVariablesThatSayNothingToItButNotWhatKubernetesTellsOfServices() {
    Settings settings =
        Settings.read(
            List.of(),
            Map.of(
                "LIDO_STUCK_AFTER", "10s",
                "LIDO_TLS", "plaintext",
                "LIDO_PORT", "tcp://10.0.0.1:80",
                "LIDO_PORT_80_TCP_ADDR", "10.0.0.1",
                "LIDO_OPERATOR_SERVICE_HOST", "10.0.0.1",
                "LIDO_OPERATOR_SERVICE_PORT_HTTP", "8080",
                "OTHER", "x"));

    assertThat(settings.strangers()).containsExactly("LIDO_STUCK_AFTER");
  }

  @Test
  void shouldRefuseAFlagWhoseValueWasLost() {
    assertThatThrownBy(() -> Settings.read(List.of("--namespaces="), Map.of()))
        .isInstanceOf(BadConfigurationException.class)
        .hasMessage("--namespaces: it has no value: write one, or leave the flag out");
  }

  @Test
  void shouldHelpWithEachSettingUnderBothItsNames() {
    assertThat(Settings.read(List.of("--help"), Map.of()).helpWanted()).isTrue();
    for (Setting setting : Setting.values()) {
      assertThat(Settings.usage()).contains(setting.flag(), setting.variable());
    }
  }

  @Test
  void shouldBeDocumentedAsItIs() throws IOException {
    String document = Files.readString(DOCUMENT);
    int begin = document.indexOf(BEGIN) + BEGIN.length();
    int end = document.indexOf(END);
    String updated = document.substring(0, begin) + table() + document.substring(end);
    if (System.getProperty("lido.update") != null) {
      Files.writeString(DOCUMENT, updated);
    }

    assertThat(Files.readString(DOCUMENT)).isEqualTo(updated);
  }

  private static String table() {
    return Arrays.stream(Setting.values())
        .map(
            setting ->
                "| `%s` | `%s` | %s | %s |\n"
                    .formatted(
                        setting.flag(),
                        setting.variable(),
                        setting.fallback().isEmpty() ? "" : "`" + setting.fallback() + "`",
                        setting.description()))
        .collect(
            Collectors.joining("", "| flag | variable | default | |\n|---|---|---|---|\n", ""));
  }
}
