package dev.lido.worker.health;

import dev.lido.protocol.tls.TlsIdentity;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** TLS from a worker to itself: it shows its own certificate, and takes whatever it is shown. */
final class OwnTls {

  private OwnTls() {}

  static SSLSocket over(Socket socket, TlsIdentity tls) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {tls.keys()}, new TrustManager[] {new Anyone()}, null);
      SSLSocket secured =
          (SSLSocket) context.getSocketFactory().createSocket(socket, "worker", 0, true);
      SSLParameters parameters = secured.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"h2"});
      secured.setSSLParameters(parameters);
      return secured;
    } catch (GeneralSecurityException e) {
      throw new IOException("this JDK cannot speak TLS: " + e.getMessage(), e);
    }
  }

  /** It is the process's own listener: who else would it be? */
  private static final class Anyone extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
