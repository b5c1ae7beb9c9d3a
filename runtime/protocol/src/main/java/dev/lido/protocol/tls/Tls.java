package dev.lido.protocol.tls;

import java.nio.file.Path;
import java.util.Map;

/**
 * How an end of the wire proves who it is, and whom it believes: mutual TLS, or plaintext for those
 * who ask for it by name.
 *
 * <p>In the environment {@value #VARIABLE} says it: the path of a folder with {@code tls.crt}, {@code
 * tls.key} and {@code ca.crt}, as a Kubernetes Secret of type {@code kubernetes.io/tls} has them, or
 * {@value #PLAINTEXT}. {@value #NAME_VARIABLE} replaces {@link Files#workerName}.
 */
public sealed interface Tls {

  /** The environment variable that says how the wire is secured. */
  String VARIABLE = "LIDO_TLS";

  /** The environment variable of {@link Files#workerName}. */
  String NAME_VARIABLE = "LIDO_TLS_WORKER_NAME";

  /** The value of {@value #VARIABLE} that asks for plaintext. */
  String PLAINTEXT = "plaintext";

  /** What can be said, for people. */
  String CHOICES =
      "the folder of tls.crt, tls.key and ca.crt for mutual TLS, or '"
          + PLAINTEXT
          + "' for neither"
          + " encryption nor identity";

  /** Neither encryption nor identity: for networks that only you can reach. */
  record Plaintext() implements Tls {}

  /**
   * Mutual TLS from PEM files, which are read again when they have changed.
   *
   * <p>Connections that are open stay as they are; new ones use the new files. Files that do not fit
   * together, as in the middle of a change, are not used, and a warning is logged.
   *
   * @param certificates this end's certificate, then those between it and an authority
   * @param key the private key of the first certificate, not encrypted
   * @param authorities the certificates of the authorities that the other end's must come from
   * @param workerName the name that the certificate of a worker must have as a DNS or URI subject
   *     alternative name, where {@code {pool}} and {@code {namespace}} stand for its pool; callers
   *     and the operator check it, so that no worker can serve another pool
   */
  record Files(Path certificates, Path key, Path authorities, String workerName) implements Tls {

    /** The default of {@link #workerName}: the name of the pool's Service. */
    public static final String DEFAULT_WORKER_NAME = "{pool}-workers.{namespace}.svc";

    /** Files with {@link #DEFAULT_WORKER_NAME}. */
    public Files(Path certificates, Path key, Path authorities) {
      this(certificates, key, authorities, DEFAULT_WORKER_NAME);
    }

    /** Returns the same files with another rule for the names of workers. */
    public Files withWorkerName(String rule) {
      return new Files(certificates, key, authorities, rule);
    }
  }

  /** Returns plaintext, asked for by name. */
  static Tls plaintext() {
    return new Plaintext();
  }

  /** Returns the files {@code tls.crt}, {@code tls.key} and {@code ca.crt} of a folder. */
  static Files in(Path folder) {
    return new Files(
        folder.resolve("tls.crt"), folder.resolve("tls.key"), folder.resolve("ca.crt"));
  }

  /**
   * Reads what the environment says.
   *
   * @throws TlsException if it says nothing; the message says both choices
   */
  static Tls of(Map<String, String> environment) {
    String said = environment.getOrDefault(VARIABLE, "");
    if (said.isEmpty()) {
      throw new TlsException(VARIABLE + " is missing: set it to " + CHOICES, null);
    }
    if (said.equals(PLAINTEXT)) {
      return plaintext();
    }
    Files files = in(Path.of(said));
    String name = environment.getOrDefault(NAME_VARIABLE, "");
    return name.isEmpty() ? files : files.withWorkerName(name);
  }
}
