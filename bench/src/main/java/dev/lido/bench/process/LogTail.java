package dev.lido.bench.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The last lines of a process's log, for messages about its end. */
public final class LogTail {

  private static final int LINES = 10;

  private LogTail() {}

  /** Returns them, each on a line of its own; says so when there are none. */
  public static String of(Path log) {
    List<String> lines;
    try {
      lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException unreadable) {
      return "it left no log: " + unreadable;
    }
    return lines.isEmpty()
        ? "its log is empty"
        : "the last lines of its log:\n  "
            + String.join("\n  ", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
  }
}
