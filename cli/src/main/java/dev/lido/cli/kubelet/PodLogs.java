package dev.lido.cli.kubelet;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where pods' output goes: {@code <logs>/<namespace>/<pod>/<container>.log}. */
final class PodLogs {

  /** What Kubernetes keeps of a log in a termination message. */
  private static final int TAIL_BYTES = 2_048;

  private static final int TAIL_LINES = 80;

  private PodLogs() {}

  /** Makes the directory of a pod's logs, and returns the log of its container. */
  static Path prepare(Path logs, Pod pod, String container) {
    ObjectMeta metadata = pod.getMetadata();
    Path directory = logs.resolve(metadata.getNamespace()).resolve(metadata.getName());
    try {
      Files.createDirectories(directory);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return directory.resolve(container + ".log");
  }

  /** Returns the end of a log, empty if it cannot be read. */
  static String tail(Path log) {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long start = Math.max(0, file.length() - TAIL_BYTES);
      file.seek(start);
      byte[] bytes = new byte[(int) (file.length() - start)];
      file.readFully(bytes);
      List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    } catch (IOException unreadable) {
      return "";
    }
  }
}
