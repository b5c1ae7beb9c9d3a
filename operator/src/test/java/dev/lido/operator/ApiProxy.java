package dev.lido.operator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Stands before an API server, and answers in its stead as the test wants; one request a connection. */
final class ApiProxy implements AutoCloseable {

  private final URI apiServer;
  private final ServerSocket listener;
  private final SSLContext tls = trustingAll();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile Duration delay = Duration.ZERO;
  private volatile Function<Request, Optional<String>> answers = request -> Optional.empty();

  /**
   * A request that arrived.
   *
   * @param line the first line, such as {@code GET /api/v1/pods?watch=true HTTP/1.1}
   * @param head the first line and the headers
   * @param nanos when
   */
  record Request(String line, String head, long nanos) {
    boolean isWrite() {
      return !line.startsWith("GET ");
    }

    boolean creates(String resource) {
      return line.startsWith("POST ") && line.contains("/" + resource);
    }

    /** Returns what was asked for, without parameters. */
    String path() {
      return line.split("[ ?]", -1)[1];
    }

    boolean shows(String text) {
      return head.contains(text);
    }
  }

  ApiProxy(URI apiServer) {
    this.apiServer = apiServer;
    try {
      listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    Thread.ofVirtual().start(this::listen);
  }

  String url() {
    return "http://127.0.0.1:" + listener.getLocalPort();
  }

  /** From now on these are answered so; what has no answer goes to the API server. */
  void answer(Function<Request, Optional<String>> answer) {
    answers = answer;
  }

  /** From now on each request arrives so much later. */
  void delay(Duration latency) {
    delay = latency;
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  /** Returns an answer of the API server's kind, with more headers, each with its end of line. */
  static String refusal(int code, String reason, String headers) {
    String body =
        """
        {"kind": "Status", "apiVersion": "v1", "status": "Failure", "reason": "%s", "code": %d}
        """
            .formatted(reason, code);
    return "HTTP/1.1 %d %s\r\nContent-Type: application/json\r\n%sContent-Length: %d\r\nConnection: close\r\n\r\n%s"
        .formatted(code, reason, headers, body.length(), body);
  }

  private void listen() {
    while (!listener.isClosed()) {
      try {
        Socket caller = listener.accept();
        Thread.ofVirtual().start(() -> serve(caller));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket caller) {
    try (caller) {
      String head = head(caller.getInputStream());
      if (head.isEmpty()) {
        return;
      }
      Request request = new Request(head.lines().findFirst().orElse(""), head, System.nanoTime());
      requests.add(request);
      LockSupport.parkNanos(delay.toNanos());
      Optional<String> answer = answers.apply(request);
      if (answer.isPresent()) {
        drainBody(caller, head);
        caller.getOutputStream().write(answer.get().getBytes(StandardCharsets.UTF_8));
      } else {
        pass(caller, head);
      }
    } catch (IOException broken) {
      // Either end is gone: so is the connection.
    }
  }

  /** A body that is left unread would reset the connection before the answer is read. */
  private static void drainBody(Socket caller, String head) throws IOException {
    int length =
        head.lines()
            .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
            .mapToInt(line -> Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
            .findFirst()
            .orElse(0);
    caller.getInputStream().readNBytes(length);
  }

  private void pass(Socket caller, String head) throws IOException {
    try (Socket server =
        tls.getSocketFactory().createSocket(apiServer.getHost(), apiServer.getPort())) {
      boolean upgrade = head.toLowerCase(Locale.ROOT).contains("upgrade: websocket");
      String sent = upgrade ? head : head.replaceFirst("\r\n", "\r\nConnection: close\r\n");
      server.getOutputStream().write(sent.getBytes(StandardCharsets.ISO_8859_1));
      Thread.ofVirtual().start(() -> copy(caller, server));
      server.getInputStream().transferTo(caller.getOutputStream());
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      OutputStream out = to.getOutputStream();
      from.getInputStream().transferTo(out);
      to.close();
    } catch (IOException broken) {
      // The other direction ends too.
    }
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      head.write(next);
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  private static SSLContext trustingAll() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new TrustAll()}, null);
      return context;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static final class TrustAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
