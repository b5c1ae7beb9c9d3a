package dev.lido.system.fault;

import dev.lido.protocol.task.Task;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/** What goes wrong in children, and beside them. */
public final class Mishaps {

  private Mishaps() {}

  public static String sleepForEver() throws InterruptedException {
    new CountDownLatch(1).await();
    return "never";
  }

  public static String exit(int code) {
    System.exit(code);
    return "never";
  }

  /** Computes until it is interrupted. */
  public static String spin() {
    long turns = 0;
    while (!Thread.currentThread().isInterrupted()) {
      turns++;
    }
    return "after " + turns;
  }

  /** Computes, and does not care for interrupts. */
  public static String spinStubbornly(long millis) {
    long end = System.nanoTime() + millis * 1_000_000;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    return "done";
  }

  public static String overflow() {
    return overflow(1);
  }

  private static String overflow(int depth) {
    return depth == 0 ? "" : overflow(depth + 1) + ".";
  }

  /** Takes all memory that the process has. */
  public static String exhaust() {
    List<byte[]> hoard = new ArrayList<>();
    while (!Thread.currentThread().isInterrupted()) {
      hoard.add(new byte[8_000_000]);
    }
    return "had " + hoard.size();
  }

  public static String initialize() {
    return Licence.KEY;
  }

  private static final class Licence {
    static final String KEY = load();

    private static String load() {
      throw new IllegalStateException("no licence");
    }
  }

  /** A task that a worker cannot even make. */
  public static final class Unlicensed implements Task<String> {
    private static final long serialVersionUID = 1L;

    static {
      if (System.getenv("LIDO_WORKER") != null) {
        Licence.load();
      }
    }

    @Override
    public String call() {
      return "never";
    }
  }

  public static String fillDisk() throws IOException {
    try (OutputStream full = new FileOutputStream("/dev/full")) {
      full.write(1);
    }
    return "never";
  }

  public static int print(int lines) {
    for (int i = 0; i < lines; i++) {
      System.out.println("line " + i);
    }
    return lines;
  }

  public static Object make(String className) throws ReflectiveOperationException {
    return Class.forName(className).getConstructor().newInstance();
  }

  public static String throwNew(String className) throws ReflectiveOperationException {
    throw (RuntimeException) make(className);
  }

  /** Sends what is no HTTP/2, or begins as if it were. */
  public static void sendGarbage(int port) throws IOException {
    for (String beginning :
        List.of("", "GET / HTTP/1.1\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        byte[] noise = new byte[10_000];
        new Random(port).nextBytes(noise);
        socket
            .getOutputStream()
            .write(beginning.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        socket.getOutputStream().write(noise);
        socket.getOutputStream().flush();
      } catch (IOException refused) {
        // That is what it should do.
      }
    }
  }
}
