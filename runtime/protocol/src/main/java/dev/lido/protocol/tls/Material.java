package dev.lido.protocol.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * What the files held when they were read, and fitted together.
 *
 * @param raw the bytes of the files, to tell whether they have changed
 * @param chain this end's certificate, then those between it and an authority
 * @param key its private key
 * @param trust believes what comes from the authorities
 */
record Material(
    List<byte[]> raw, List<X509Certificate> chain, PrivateKey key, X509ExtendedTrustManager trust) {

  /**
   * Reads the files.
   *
   * @throws TlsException if they cannot be read, or do not fit together
   */
  static Material read(Tls.Files files) {
    return of(files, bytes(files));
  }

  static List<byte[]> bytes(Tls.Files files) {
    return List.of(bytes(files.certificates()), bytes(files.key()), bytes(files.authorities()));
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new TlsException(
          "the file "
              + file
              + " is missing: put it there, or set "
              + Tls.VARIABLE
              + " to "
              + Tls.CHOICES,
          e);
    } catch (IOException e) {
      throw new TlsException("the file " + file + " cannot be read: " + e, e);
    }
  }

  static Material of(Tls.Files files, List<byte[]> raw) {
    List<X509Certificate> chain = parsed(files.certificates(), () -> Pem.certificates(raw.get(0)));
    X509Certificate own = chain.getFirst();
    PrivateKey key = parsed(files.key(), () -> Pem.key(raw.get(1), own.getPublicKey()));
    if (!parsed(files.key(), () -> fits(key, own))) {
      throw new TlsException(
          "the key in %s is not that of the first certificate in %s"
              .formatted(files.key(), files.certificates()),
          null);
    }
    X509ExtendedTrustManager trust =
        parsed(files.authorities(), () -> trust(Pem.certificates(raw.get(2))));
    return new Material(raw, chain, key, trust);
  }

  boolean isOf(List<byte[]> now) {
    return Arrays.deepEquals(raw.toArray(), now.toArray());
  }

  private interface Parser<T> {
    T parse() throws GeneralSecurityException, IOException;
  }

  private static <T> T parsed(Path file, Parser<T> parser) {
    try {
      return parser.parse();
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      throw new TlsException("the file " + file + " is no good PEM file: " + e.getMessage(), e);
    }
  }

  private static boolean fits(PrivateKey key, X509Certificate certificate)
      throws GeneralSecurityException {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    Signature signer = Signature.getInstance(algorithm);
    signer.initSign(key);
    byte[] signature = signer.sign();
    signer.initVerify(certificate.getPublicKey());
    return signer.verify(signature);
  }

  private static X509ExtendedTrustManager trust(List<X509Certificate> authorities)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (X509Certificate authority : authorities) {
      store.setCertificateEntry("authority-" + store.size(), authority);
    }
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(store);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager trust) {
        return trust;
      }
    }
    throw new GeneralSecurityException("this JDK has no X.509 trust manager");
  }
}
