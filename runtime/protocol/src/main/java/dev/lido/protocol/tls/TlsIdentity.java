package dev.lido.protocol.tls;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;

/**
 * The files of an end of the wire, as they are now: each new connection looks whether they have
 * changed. Thread-safe.
 */
public final class TlsIdentity {

  private static final Logger LOG = System.getLogger("dev.lido.tls");

  private final Tls.Files files;
  private volatile Material material;
  private String lastTrouble = "";

  /**
   * Reads the files.
   *
   * @throws TlsException if one is missing or bad, or they do not fit together
   */
  public TlsIdentity(Tls.Files files) {
    this.files = files;
    this.material = Material.read(files);
  }

  /** Returns what proves who this end is. */
  public KeyManager keys() {
    return new CurrentKey(this);
  }

  /** Returns what lets in, at a worker, whoever has a certificate of the authorities. */
  public TrustManager callers() {
    return new CurrentTrust(this, null);
  }

  /** Returns what believes, at a caller, the workers of one pool. */
  public TrustManager workersOf(String namespace, String pool) {
    String name = files.workerName().replace("{pool}", pool).replace("{namespace}", namespace);
    return new CurrentTrust(this, new WorkerName(name));
  }

  Tls.Files files() {
    return files;
  }

  /** Returns what the files hold now; where they hold nothing good, what they held before. */
  Material current() {
    Material known = material;
    try {
      List<byte[]> now = Material.bytes(files);
      return known.isOf(now) ? known : reload(now);
    } catch (TlsException notNow) {
      complain(notNow);
      return known;
    }
  }

  private synchronized Material reload(List<byte[]> now) {
    if (!material.isOf(now)) {
      material = Material.of(files, now);
      lastTrouble = "";
      LOG.log(Level.INFO, "new connections use the changed {0}", files.certificates());
    }
    return material;
  }

  private synchronized void complain(TlsException trouble) {
    String text = String.valueOf(trouble.getMessage());
    if (!text.equals(lastTrouble)) {
      lastTrouble = text;
      LOG.log(Level.WARNING, "the files for TLS have changed and are not used: {0}", text);
    }
  }
}
