package dev.lido.bench.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lido.bench.peer.Figures;
import dev.lido.bench.peer.Series;
import dev.lido.bench.peer.Side;
import dev.lido.bench.peer.Subject;
import dev.lido.bench.peer.Workload;
import dev.lido.cli.command.CliException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowsTest {

  private static final Series CLOSURE = new Series(Subject.LIDO_CLOSURE, Workload.EMPTY, false);
  private static final Series UNARY = new Series(Subject.GRPC_UNARY, Workload.EMPTY, false);

  @TempDir private Path folder;

  private static Figures figures(double perSecond, double wireBytes) {
    Side side = new Side(600, 3, 0, 20, 200);
    return new Figures(1_000, perSecond, 100, 200, 300, wireBytes, side, side, 1);
  }

  private static Row row(Series series, int callers, double... rates) {
    return Row.median(
        series,
        callers,
        Stream.of(rates).flatMap(RowsTest::boxed).map(r -> figures(r, 40)).toList());
  }

  private static Stream<Double> boxed(double[] rates) {
    return java.util.Arrays.stream(rates).boxed();
  }

  @Test
  void shouldTakeTheMedianOfEachFigure() {
    // When
    Row row = row(CLOSURE, 64, 300, 100, 200);

    // Then
    assertThat(row.perSecond()).isEqualTo(200);
  }

  @Test
  void shouldWriteTheKeysThatReadersKnow() {
    // When
    ObjectNode object = Rows.object(row(CLOSURE, 64, 123_456.789));

    // Then
    assertThat(object.toString())
        .startsWith(
            "{\"bench\":\"calls\",\"subject\":\"lido-closure\",\"case\":\"empty\",\"tls\":false,");
    assertThat(object.get("callers").asInt()).isEqualTo(64);
    assertThat(object.get("per_second").asDouble()).isEqualTo(123_456.79);
    assertThat(object.get("p50_us").asDouble()).isEqualTo(100);
    assertThat(object.get("p99_us").asDouble()).isEqualTo(200);
  }

  @Test
  void shouldLeaveOutWhatIsNotKnown() {
    // When
    Row row = Row.median(CLOSURE, 64, List.of(figures(100, Double.NaN)));

    // Then
    assertThat(Rows.object(row).has("wire_bytes")).isFalse();
  }

  @Test
  void shouldReadWhatItHasPrinted() throws IOException {
    // Given
    Result result = Result.of(List.of(row(CLOSURE, 64, 400), row(UNARY, 64, 100)));
    StringWriter text = new StringWriter();
    Report.json(result, new PrintWriter(text));
    Path file = Files.writeString(folder.resolve("rows.json"), text.toString());

    // When
    List<Row> read = Rows.read(file);

    // Then
    assertThat(read).isEqualTo(result.rows());
  }

  @Test
  void shouldCompareRowsOfOneRunOnly() {
    // Given
    List<Row> first = List.of(row(CLOSURE, 64, 400));
    List<Row> second = List.of(row(CLOSURE, 64, 500), row(UNARY, 64, 100));

    // When
    Result result = Result.of(Stream.of(first, second));

    // Then
    assertThat(result.rows()).containsExactly(first.getFirst(), second.getLast());
    assertThat(result.asked())
        .filteredOn(one -> one.what().equals("64 callers: times grpc-unary's rate"))
        .extracting(Asked::measured)
        .containsExactly(5.0);
  }

  @Test
  void shouldSayWhichFileHasNoRows() throws IOException {
    // Given
    Path table = Files.writeString(folder.resolve("table.txt"), "subject  case\n");

    // When // Then
    assertThatThrownBy(() -> Rows.read(table))
        .isInstanceOf(CliException.class)
        .hasMessageContainingAll("table.txt", "--json");
  }

  @Test
  void shouldSayWhatIsMetAndNothingOfWhatWasNotMeasured() {
    // Given
    List<Row> rows = List.of(row(CLOSURE, 64, 250_000), row(UNARY, 64, 100_000));

    // When
    List<Asked> asked = Targets.of(rows);

    // Then
    assertThat(asked)
        .extracting(Asked::what)
        .contains("64 callers: times grpc-unary's rate")
        .doesNotContain("64 callers: times hazelcast's rate")
        .noneMatch(what -> what.startsWith("512"));
    assertThat(asked)
        .filteredOn(one -> one.what().equals("64 callers: times grpc-unary's rate"))
        .singleElement()
        .satisfies(one -> assertThat(one.isMet()).isFalse())
        .asString()
        .contains("at least", "4:", "2.50, no");
    assertThat(asked)
        .filteredOn(one -> one.what().equals("64 callers: calls/s (aim)"))
        .singleElement()
        .satisfies(one -> assertThat(one.isMet()).isTrue());
  }
}
