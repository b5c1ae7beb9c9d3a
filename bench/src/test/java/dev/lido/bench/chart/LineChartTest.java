package dev.lido.bench.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lido.bench.chart.LineChart.Point;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class LineChartTest {

  @Test
  void shouldReachFromStepToStep() {
    // When
    Axis axis = Axis.over(7_364, 465_295, 70, 520);

    // Then
    assertThat(axis.ticks())
        .containsExactly(5_000.0, 10_000.0, 20_000.0, 50_000.0, 100_000.0, 200_000.0, 500_000.0);
    assertThat(axis.at(5_000)).isEqualTo(70, within(0.001));
    assertThat(axis.at(50_000)).isEqualTo(295, within(0.001));
    assertThat(axis.at(500_000)).isEqualTo(520, within(0.001));
  }

  @Test
  void shouldTakeOneValueForAnAxis() {
    // When
    Axis axis = Axis.over(10, 10, 70, 520);

    // Then
    assertThat(axis.ticks()).containsExactly(10.0);
    assertThat(axis.at(10)).isEqualTo(70);
  }

  @Test
  void shouldDrawEachPointAndNameLinesApart() throws Exception {
    // Given
    LineChart chart = new LineChart("Calls <a second>", "callers", "calls/s");
    chart.add("one", List.of(new Point(1, 100), new Point(64, 1_000)));
    chart.add("two", List.of(new Point(1, 90), new Point(64, 1_001)));

    // When
    Element svg = parse(chart.svg());

    // Then
    assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(2);
    assertThat(svg.getElementsByTagName("circle").getLength()).isEqualTo(4);
    assertThat(Math.abs(height(svg, "one") - height(svg, "two"))).isGreaterThanOrEqualTo(12);
  }

  @Test
  void shouldRefuseWhatNoLogarithmHas() {
    // Given
    LineChart chart = new LineChart("title", "x", "y");
    chart.add("zero", List.of(new Point(1, 0)));

    // When // Then
    assertThatThrownBy(chart::svg)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("above zero");
  }

  private static Element parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
        .getDocumentElement();
  }

  private static double height(Element svg, String text) {
    NodeList texts = svg.getElementsByTagName("text");
    return IntStream.range(0, texts.getLength())
        .mapToObj(i -> (Element) texts.item(i))
        .filter(element -> element.getTextContent().equals(text))
        .mapToDouble(element -> Double.parseDouble(element.getAttribute("y")))
        .findFirst()
        .orElseThrow();
  }
}
