package dev.lido.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process has read and written, as Linux counts it; sockets are nearly all of it here. */
public final class WireCount {

  private static final Path IO = Path.of("/proc/self/io");

  private WireCount() {}

  /** Returns the bytes until now; NaN where the system does not tell. */
  public static double total() {
    try {
      return Files.readAllLines(IO).stream()
          .filter(line -> line.startsWith("rchar:") || line.startsWith("wchar:"))
          .mapToDouble(line -> Double.parseDouble(line.substring("rchar: ".length())))
          .sum();
    } catch (IOException notLinux) {
      return Double.NaN;
    }
  }
}
