package dev.lido.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The processor time that all programs of this machine have had, as Linux counts it. */
public final class MachineTime {

  private static final Path STAT = Path.of("/proc/stat");
  private static final double NANOS_PER_TICK = 1e7;

  /** The first three: user, nice and system. */
  private static final int PROGRAMS = 3;

  private MachineTime() {}

  /** Returns it in nanoseconds; NaN where the system does not tell. */
  public static double nanos() {
    try (Stream<String> lines = Files.lines(STAT)) {
      return lines
          .filter(line -> line.startsWith("cpu "))
          .map(line -> line.substring("cpu ".length()).strip().split(" +"))
          .mapToDouble(
              ticks -> Stream.of(ticks).limit(PROGRAMS).mapToDouble(Double::parseDouble).sum())
          .map(ticks -> ticks * NANOS_PER_TICK)
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException notLinux) {
      return Double.NaN;
    }
  }
}
