package dev.lido.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Passes one connection on, until it is frozen: then it stays open and nothing comes through. */
final class FreezingProxy implements AutoCloseable {

  private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private volatile boolean frozen;

  FreezingProxy(int target) throws IOException {
    Thread.ofPlatform().daemon().start(() -> accept(target));
  }

  int port() {
    return listener.getLocalPort();
  }

  void freeze() {
    frozen = true;
  }

  private void accept(int target) {
    try (Socket near = listener.accept();
        Socket far = new Socket(InetAddress.getLoopbackAddress(), target)) {
      Thread back = Thread.ofPlatform().daemon().start(() -> copy(far, near));
      copy(near, far);
      back.join();
    } catch (IOException | InterruptedException over) {
      // The test is over.
    }
  }

  private void copy(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[8192];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (!frozen) {
          out.write(buffer, 0, read);
          out.flush();
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
