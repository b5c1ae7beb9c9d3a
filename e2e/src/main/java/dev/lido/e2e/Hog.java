package dev.lido.e2e;

import dev.lido.protocol.task.Task;
import java.util.ArrayList;
import java.util.List;

/** Takes memory until its worker's container has none left. */
public record Hog() implements Task<Integer> {

  private static final int PIECE = 1 << 20;

  @Override
  public Integer call() {
    List<byte[]> taken = new ArrayList<>();
    while (taken.size() < Integer.MAX_VALUE) {
      byte[] piece = new byte[PIECE];
      for (int at = 0; at < PIECE; at += 1024) {
        piece[at] = 1; // The kernel counts a page when it is written to.
      }
      taken.add(piece);
    }
    return taken.size();
  }
}
