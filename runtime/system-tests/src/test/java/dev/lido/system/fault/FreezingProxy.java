package dev.lido.system.fault;

import dev.lido.client.internal.members.WorkerAddress;
import dev.lido.worker.Worker;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Passes connections on, until it is frozen: then they stay open and nothing comes through. */
public final class FreezingProxy implements AutoCloseable {

  private final ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  private volatile boolean frozen;

  public FreezingProxy(Worker target) throws IOException {
    int port = target.port();
    Thread.ofPlatform().daemon().start(() -> accept(port));
  }

  public WorkerAddress address() {
    return new WorkerAddress("127.0.0.1", listener.getLocalPort());
  }

  public void freeze() {
    frozen = true;
  }

  private void accept(int target) {
    try {
      while (true) {
        Socket near = listener.accept();
        Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
        Thread.ofPlatform().daemon().start(() -> copy(near, far));
        Thread.ofPlatform().daemon().start(() -> copy(far, near));
      }
    } catch (IOException over) {
      // The test is over.
    }
  }

  private void copy(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[8192];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (!frozen) {
          out.write(buffer, 0, read);
        }
      }
    } catch (IOException over) {
      // The connection is over.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
