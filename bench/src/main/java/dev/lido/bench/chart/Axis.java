package dev.lido.bench.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * A logarithmic axis.
 *
 * @param least the value at its beginning
 * @param most the value at its end
 * @param from where it begins
 * @param to where it ends
 */
record Axis(double least, double most, double from, double to) {

  private static final int[] STEPS = {1, 2, 5};

  /** Returns one from the step at or below the least value to that at or above the most. */
  static Axis over(double least, double most, double from, double to) {
    return new Axis(below(least), above(most), from, to);
  }

  private static double below(double value) {
    double found = decade(value);
    for (int step : STEPS) {
      if (step * decade(value) <= value) {
        found = step * decade(value);
      }
    }
    return found;
  }

  private static double above(double value) {
    for (int step : STEPS) {
      if (step * decade(value) >= value) {
        return step * decade(value);
      }
    }
    return 10 * decade(value);
  }

  private static double decade(double value) {
    return Math.pow(10, Math.floor(Math.log10(value)));
  }

  /** Returns where a value is. */
  double at(double value) {
    double range = Math.log(most / least);
    return range == 0 ? from : from + (to - from) * Math.log(value / least) / range;
  }

  /** Returns the values that get a mark. */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    for (double decade = decade(least); decade <= most; decade *= 10) {
      for (int step : STEPS) {
        double tick = new BigDecimal(step * decade).round(new MathContext(6)).doubleValue();
        if (tick >= least * 0.999 && tick <= most * 1.001) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }

  /** Returns a value as text. */
  static String label(double value) {
    return new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros().toPlainString();
  }
}
