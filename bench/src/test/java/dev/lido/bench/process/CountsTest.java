package dev.lido.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is counted is what there was. */
class CountsTest {

  private static final int MIB = 1024 * 1024;

  @Test
  void shouldCountWhatVirtualThreadsAllocate() throws InterruptedException {
    // Given
    AtomicReference<byte[]> last = new AtomicReference<>();
    Usage before = Usage.begin();

    // When
    for (int i = 0; i < 50; i++) {
      Thread.startVirtualThread(() -> last.set(new byte[MIB])).join();
    }

    // Then
    Usage used = Usage.now().since(before);
    assertThat(used.bytes()).isBetween(50L * MIB, 60L * MIB);
    assertThat(last.get()).hasSize(MIB);
    assertThat(used.heapPeak()).isGreaterThan(MIB);
  }

  @Test
  void shouldCountWhatConnectionsCarry() throws IOException {
    // Given
    assumeThat(WireCount.total()).isNotNaN();
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket one = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket other = server.accept()) {
      double before = WireCount.total();

      // When
      one.getOutputStream().write(new byte[MIB / 16]);
      other.getInputStream().readNBytes(MIB / 16);

      // Then: both ends are this process's
      await().until(() -> WireCount.total() - before == 2.0 * MIB / 16);
    }
  }

  @Test
  void shouldTellTheEndOfALog(@TempDir Path folder) throws IOException {
    // Given
    Path log = Files.writeString(folder.resolve("log"), "1\n".repeat(50) + "at last\n");

    // When // Then
    assertThat(LogTail.of(log)).endsWith("  at last").hasLineCount(11);
    assertThat(LogTail.of(folder.resolve("none"))).startsWith("it left no log");
  }
}
