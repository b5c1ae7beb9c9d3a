package dev.lido.system.fault;

import dev.lido.client.internal.members.WorkerAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A network between callers and one worker, that a test can break: frozen as by a pulled cable, which
 * heals; cut, in the middle of a frame if it so happens; slow; or closed to new connections.
 */
public final class FaultyProxy implements AutoCloseable {

  private static final long FAST = Long.MAX_VALUE;

  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicLong untilCut = new AtomicLong(Long.MAX_VALUE);
  private volatile boolean frozen;
  private volatile boolean refusing;
  private volatile boolean closed;
  private volatile long bytesPerSecond = FAST;

  /** Listens, on any port, for a worker that listens on this machine. */
  public FaultyProxy(int target) throws IOException {
    this.target = target;
    Thread.ofPlatform().daemon().name("proxy-" + target).start(this::accept);
  }

  public WorkerAddress address() {
    return new WorkerAddress("127.0.0.1", listener.getLocalPort());
  }

  /** Nothing comes through, and nobody is told. */
  public void freeze() {
    frozen = true;
  }

  /** What was on its way arrives now. */
  public void thaw() {
    frozen = false;
  }

  /** Resets all connections. */
  public void cut() {
    sockets.forEach(FaultyProxy::reset);
  }

  /** Resets all connections when so many more bytes have passed, wherever in a frame that is. */
  public void cutAfter(long bytes) {
    untilCut.set(bytes);
  }

  /** Whether new connections are reset. */
  public void refuse(boolean all) {
    refusing = all;
  }

  public void slow(long newBytesPerSecond) {
    bytesPerSecond = newBytesPerSecond;
  }

  public void fast() {
    bytesPerSecond = FAST;
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException over) {
      // It was closed already.
    }
  }

  private void accept() {
    while (!closed) {
      try {
        connect(listener.accept());
      } catch (IOException over) {
        // The worker is away, or the test is over.
      }
    }
  }

  private void connect(Socket near) throws IOException {
    if (refusing) {
      reset(near);
      return;
    }
    try {
      Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
      far.setTcpNoDelay(true);
      near.setTcpNoDelay(true);
      sockets.add(near);
      sockets.add(far);
      Thread.ofPlatform().daemon().start(() -> copy(near, far));
      Thread.ofPlatform().daemon().start(() -> copy(far, near));
    } catch (IOException away) {
      reset(near);
    }
  }

  private void copy(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[64 * 1024];
      for (int read = read(in, buffer); read >= 0; read = read(in, buffer)) {
        if (untilCut.addAndGet(-read) < 0) {
          out.write(buffer, 0, read / 2);
          untilCut.set(Long.MAX_VALUE);
          cut();
        }
        out.write(buffer, 0, read);
      }
    } catch (IOException over) {
      // The connection is over.
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private int read(InputStream in, byte[] buffer) throws IOException {
    awaitThaw();
    long speed = bytesPerSecond;
    int read = in.read(buffer, 0, Math.clamp(speed / 50, 1, buffer.length));
    if (speed != FAST && read > 0) {
      LockSupport.parkNanos(read * 1_000_000_000L / speed);
    }
    awaitThaw();
    return read;
  }

  private void awaitThaw() {
    while (frozen && !closed) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    listener.close();
    cut();
  }
}
