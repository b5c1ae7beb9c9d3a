package dev.lido.bench.process;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What this process has sent and received on its open TCP connections, as Linux counts it in {@code
 * struct tcp_info}: the bytes of the streams, without the headers of packets.
 */
public final class WireCount {

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final int IPPROTO_TCP = 6;
  private static final int TCP_INFO = 11;
  private static final int SIZE = 136;
  private static final long BYTES_ACKED = 120;
  private static final long BYTES_RECEIVED = 128;
  private static final MethodHandle GETSOCKOPT = getsockopt();

  private WireCount() {}

  @SuppressWarnings("restricted") // It reads what the kernel counts, into memory of its own.
  private static MethodHandle getsockopt() {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("getsockopt"),
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS,
            ValueLayout.ADDRESS));
  }

  /** Returns the bytes until now; NaN where the system does not tell. */
  public static double total() {
    double total = 0;
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS);
        Arena arena = Arena.ofConfined()) {
      MemorySegment info = arena.allocate(SIZE, Long.BYTES);
      MemorySegment length = arena.allocate(ValueLayout.JAVA_INT);
      for (Path descriptor : descriptors) {
        total += bytes(Integer.parseInt(descriptor.getFileName().toString()), info, length);
      }
    } catch (IOException notLinux) {
      return Double.NaN;
    }
    return total;
  }

  /** Returns 0 for what is no TCP connection, or no longer there. */
  private static double bytes(int descriptor, MemorySegment info, MemorySegment length) {
    length.set(ValueLayout.JAVA_INT, 0, SIZE);
    int failed = call(descriptor, info, length);
    return failed != 0 || length.get(ValueLayout.JAVA_INT, 0) < SIZE
        ? 0
        : info.get(ValueLayout.JAVA_LONG, BYTES_ACKED)
            + info.get(ValueLayout.JAVA_LONG, BYTES_RECEIVED);
  }

  private static int call(int descriptor, MemorySegment info, MemorySegment length) {
    try {
      return (int) GETSOCKOPT.invokeExact(descriptor, IPPROTO_TCP, TCP_INFO, info, length);
    } catch (Throwable e) {
      throw new LinkageError("getsockopt", e);
    }
  }
}
