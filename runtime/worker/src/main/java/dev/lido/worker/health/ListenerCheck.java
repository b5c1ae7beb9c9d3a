package dev.lido.worker.health;

import dev.lido.protocol.tls.TlsIdentity;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether the worker's own listener answers, as a caller would see it.
 *
 * <p>The kernel accepts connections for a listener that hangs; so the check goes on to the greeting
 * of HTTP/2, which only the event loop can return.
 */
public final class ListenerCheck {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final byte[] GREETING =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte SETTINGS = 4;
  private static final byte[] EMPTY_SETTINGS = {0, 0, 0, SETTINGS, 0, 0, 0, 0, 0};
  private static final int TYPE_OFFSET = 3;

  private final InetSocketAddress address;
  private final @Nullable TlsIdentity tls;

  /**
   * Creates the check of a listener that is bound to this address.
   *
   * @param tls the listener's side of TLS; {@code null}: plaintext
   */
  public ListenerCheck(InetSocketAddress bound, @Nullable TlsIdentity tls) throws IOException {
    this.tls = tls;
    boolean any = bound.getAddress().isAnyLocalAddress();
    this.address =
        any ? new InetSocketAddress(InetAddress.getLoopbackAddress(), bound.getPort()) : bound;
  }

  /** Asks the listener. Blocks for a few seconds at most. */
  public Health check() {
    int millis = Math.toIntExact(PATIENCE.toMillis());
    try (Socket socket = new Socket()) {
      socket.connect(address, millis);
      socket.setSoTimeout(millis);
      return tls == null ? greet(socket) : handshake(socket, tls);
    } catch (IOException e) {
      return new Health(false, "the listener on " + address + " does not answer: " + e);
    }
  }

  /** A certificate that is refused is an answer: another process in its place would have the same. */
  private static Health handshake(Socket socket, TlsIdentity tls) throws IOException {
    try (SSLSocket secured = OwnTls.over(socket, tls)) {
      secured.startHandshake();
      return greet(secured);
    } catch (SSLException refused) {
      return new Health(true, "alive, but refuses its own certificate: " + refused.getMessage());
    }
  }

  private static Health greet(Socket socket) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(GREETING);
    out.write(EMPTY_SETTINGS);
    out.flush();
    byte[] header = new byte[EMPTY_SETTINGS.length];
    new DataInputStream(socket.getInputStream()).readFully(header);
    boolean settings = header[TYPE_OFFSET] == SETTINGS;
    return new Health(settings, settings ? "alive" : "the listener does not speak HTTP/2");
  }
}
