package dev.lido.bench.flags;

import java.util.Collection;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Refuses flags that make no sense, and says what to write instead. */
public final class Flags {

  private final CommandSpec spec;

  /** Checks the flags of a command. */
  public Flags(CommandSpec spec) {
    this.spec = spec;
  }

  /**
   * Refuses a number below the least.
   *
   * @throws ParameterException if it is
   */
  public Flags atLeast(double least, String flag, double value) {
    if (!(value >= least)) {
      throw wrong("%s is %s: write %s or more".formatted(flag, text(value), text(least)));
    }
    return this;
  }

  /**
   * Refuses numbers below the least, and numbers that are there twice.
   *
   * @throws ParameterException if there is one
   */
  public Flags distinct(int least, String flag, Collection<Integer> values) {
    values.forEach(value -> atLeast(least, flag, value));
    if (values.stream().distinct().count() < values.size()) {
      throw wrong(
          "%s is %s: write each number once"
              .formatted(
                  flag, values.stream().map(String::valueOf).collect(Collectors.joining(","))));
    }
    return this;
  }

  /** Returns what to throw for wrong usage. */
  public ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private static String text(double value) {
    return value == Math.rint(value) ? "%.0f".formatted(value) : String.valueOf(value);
  }
}
