package dev.lido.client.internal.stream;

import io.grpc.Status;
import java.security.cert.CertificateException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says, for people, why a connection ended. */
final class Reasons {

  private static final String CLOSED = "Network closed for unknown reason";
  private static final String PLAIN_HTTP = "not an SSL/TLS record";

  /* The first bytes of an alert of TLS, where HTTP/2 was expected. */
  private static final String ALERT =
      "First received frame was not SETTINGS. Hex dump for first 5 bytes: 1503";

  private Reasons() {}

  /**
   * Returns the reason.
   *
   * @param welcomed whether the worker had said hello: then both speak the same
   */
  static String of(Status status, boolean welcomed) {
    if (!welcomed && CLOSED.equals(status.getDescription())) {
      return "the worker closed the connection; if it speaks TLS, set LIDO_TLS to the folder of a"
          + " certificate";
    }
    return ofTls(status.getCause()).orElseGet(() -> status.getCode() + ": " + firstLine(status));
  }

  /** gRPC adds lines on its own pipeline. */
  private static String firstLine(Status status) {
    String text = String.valueOf(status.getDescription());
    String first = text.lines().findFirst().orElse("");
    Throwable cause = status.getCause();
    return first.equals("io exception") && cause != null ? cause.toString() : first;
  }

  private static Optional<String> ofTls(@Nullable Throwable failure) {
    Optional<String> found = Optional.empty();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (cause instanceof CertificateException) {
        return Optional.of(message);
      }
      if (message.contains(PLAIN_HTTP)) {
        return Optional.of(
            "this caller speaks TLS, the worker plaintext; set LIDO_TLS to the same at both");
      }
      if (message.contains(ALERT)) {
        return Optional.of(
            "this caller speaks plaintext, the worker TLS; set LIDO_TLS to a folder of"
                + " certificates");
      }
      if (cause instanceof SSLException) {
        found =
            Optional.of(
                "TLS failed: %s; if the worker refuses this caller's certificate, the worker's log says why"
                    .formatted(message));
      }
    }
    return found;
  }
}
