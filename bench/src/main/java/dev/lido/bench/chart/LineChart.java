package dev.lido.bench.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Lines over two logarithmic axes, as an SVG that can be read on light and dark ground. All values
 * are above zero. Not thread-safe.
 */
public final class LineChart {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;
  private static final int LEFT = 70;
  private static final int RIGHT = 120;
  private static final int TOP = 40;
  private static final int BOTTOM = 50;

  /** The height of a line of text. */
  private static final int LETTERS = 14;

  private static final List<String> COLOURS =
      List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9");

  private final String title;
  private final String across;
  private final String up;
  private final List<Line> lines = new ArrayList<>();

  /**
   * A point of a line.
   *
   * @param x how far to the right
   * @param y how far up
   */
  public record Point(double x, double y) {}

  private record Line(String name, List<Point> points) {}

  /** Makes one without lines; {@code across} and {@code up} say what the axes are. */
  public LineChart(String title, String across, String up) {
    this.title = title;
    this.across = across;
    this.up = up;
  }

  /**
   * Adds a line; its points are from left to right.
   *
   * @throws IllegalArgumentException if it has none
   */
  public void add(String name, List<Point> points) {
    if (points.isEmpty()) {
      throw new IllegalArgumentException("The line " + name + " has no points");
    }
    lines.add(new Line(name, List.copyOf(points)));
  }

  /** Returns the chart. */
  public String svg() {
    Axis x = axis(Point::x, LEFT, WIDTH - RIGHT);
    Axis y = axis(Point::y, HEIGHT - BOTTOM, TOP);
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">
        <rect width="100%%" height="100%%" fill="#ffffff"/>
        """
            .formatted(WIDTH, HEIGHT));
    svg.append(text(WIDTH / 2.0, 22, "middle", title));
    svg.append(text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 10, "middle", across));
    svg.append(text(12, TOP - 12, "start", up));
    x.ticks().forEach(tick -> svg.append(vertical(x.at(tick), Axis.label(tick))));
    y.ticks().forEach(tick -> svg.append(horizontal(y.at(tick), Axis.label(tick))));
    for (int i = 0; i < lines.size(); i++) {
      svg.append(line(lines.get(i), COLOURS.get(i % COLOURS.size()), x, y));
    }
    names(svg, x, y);
    return svg.append("</svg>\n").toString();
  }

  /** Names beside the ends of the lines, from the highest to the lowest, none over another. */
  private void names(StringBuilder svg, Axis x, Axis y) {
    List<Line> highestFirst =
        lines.stream()
            .sorted(Comparator.comparingDouble(line -> y.at(line.points().getLast().y())))
            .toList();
    double above = Double.NEGATIVE_INFINITY;
    for (Line line : highestFirst) {
      Point end = line.points().getLast();
      above = Math.max(y.at(end.y()) + 4, above + LETTERS);
      String colour = COLOURS.get(lines.indexOf(line) % COLOURS.size());
      svg.append(text(x.at(end.x()) + 8, above, "start", line.name()).replace("#333333", colour));
    }
  }

  private Axis axis(ToDoubleFunction<Point> value, double from, double to) {
    List<Double> values =
        lines.stream()
            .flatMap(line -> line.points().stream())
            .map(value::applyAsDouble)
            .sorted()
            .toList();
    if (values.isEmpty() || values.getFirst() <= 0) {
      throw new IllegalArgumentException("A logarithmic axis needs values above zero: " + values);
    }
    return Axis.over(values.getFirst(), values.getLast(), from, to);
  }

  private static String line(Line line, String colour, Axis x, Axis y) {
    String points =
        line.points().stream()
            .map(point -> number(x.at(point.x())) + "," + number(y.at(point.y())))
            .collect(Collectors.joining(" "));
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"%s\"/>%n"
            .formatted(colour, points));
    for (Point point : line.points()) {
      svg.append(
          "<circle r=\"3\" fill=\"%s\" cx=\"%s\" cy=\"%s\"><title>%s: %s, %s</title></circle>%n"
              .formatted(
                  colour,
                  number(x.at(point.x())),
                  number(y.at(point.y())),
                  escaped(line.name()),
                  Axis.label(point.x()),
                  Axis.label(point.y())));
    }
    return svg.toString();
  }

  private static String vertical(double x, String label) {
    return grid(x, TOP, x, HEIGHT - BOTTOM) + text(x, HEIGHT - BOTTOM + 16, "middle", label);
  }

  private static String horizontal(double y, String label) {
    return grid(LEFT, y, WIDTH - RIGHT, y) + text(LEFT - 6, y + 4, "end", label);
  }

  private static String grid(double x1, double y1, double x2, double y2) {
    return "<line stroke=\"#dddddd\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>%n"
        .formatted(number(x1), number(y1), number(x2), number(y2));
  }

  private static String text(double x, double y, String anchor, String text) {
    return "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" fill=\"#333333\">%s</text>%n"
        .formatted(number(x), number(y), anchor, escaped(text));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
