package dev.lido.protocol.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Believes what comes from the authorities as they are now; of workers only those of one name.
 *
 * <p>Pods have no names, and addresses that others had before: so it is not the address that is
 * checked, as browsers do, but the pool.
 */
final class CurrentTrust extends X509ExtendedTrustManager {

  private final TlsIdentity identity;
  private final @Nullable WorkerName worker;

  CurrentTrust(TlsIdentity identity, @Nullable WorkerName worker) {
    this.identity = identity;
    this.worker = worker;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    try {
      identity.current().trust().checkServerTrusted(chain, authType);
    } catch (CertificateException e) {
      throw refusal("the worker's", chain, e);
    }
    if (worker != null) {
      worker.check(chain[0]);
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    try {
      identity.current().trust().checkClientTrusted(chain, authType);
    } catch (CertificateException e) {
      throw refusal("the caller's", chain, e);
    }
  }

  private CertificateException refusal(
      String whose, X509Certificate[] chain, CertificateException cause) {
    return new CertificateException(
        "%s certificate is refused: %s".formatted(whose, reason(chain, cause)), cause);
  }

  private String reason(X509Certificate[] chain, CertificateException cause) {
    X509Certificate own = chain[0];
    String subject = own.getSubjectX500Principal().getName();
    for (Throwable why = cause; why != null; why = why.getCause()) {
      if (why instanceof java.security.cert.CertificateExpiredException) {
        return "%s expired at %s; renew it there".formatted(subject, own.getNotAfter().toInstant());
      }
      if (why instanceof java.security.cert.CertificateNotYetValidException) {
        return "%s is valid only from %s; set the clocks right"
            .formatted(subject, own.getNotBefore().toInstant());
      }
    }
    return "%s, issued by %s, does not come from an authority in %s (%s); give both ends files of one authority"
        .formatted(
            subject,
            own.getIssuerX500Principal().getName(),
            identity.files().authorities(),
            cause.getMessage());
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    checkServerTrusted(chain, authType);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    checkServerTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  /** What a caller's certificate comes from is no secret, but callers have one each: none is named. */
  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
