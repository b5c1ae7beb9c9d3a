package dev.lido.protocol.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and private keys as OpenSSL, cert-manager and others write them. */
final class Pem {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]+)-----END \\1-----");

  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;
  private static final int LONG_LENGTH = 0x80;

  private Pem() {}

  /** Returns the certificates of a file, at least one. */
  static List<X509Certificate> certificates(byte[] file) throws GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> found =
        BLOCK
            .matcher(new String(file, US_ASCII))
            .results()
            .filter(block -> block.group(1).equals("CERTIFICATE"))
            .map(block -> certificate(factory, decoded(block.group(2))))
            .toList();
    if (found.isEmpty()) {
      throw new CertificateException("it holds no -----BEGIN CERTIFICATE-----");
    }
    return found;
  }

  private static X509Certificate certificate(CertificateFactory factory, byte[] der) {
    try {
      return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static byte[] decoded(String base64) {
    return Base64.getMimeDecoder().decode(base64);
  }

  /** Returns the private key of a file, which belongs to a public key. */
  static PrivateKey key(byte[] file, PublicKey belongsTo) throws GeneralSecurityException {
    Matcher block = BLOCK.matcher(new String(file, US_ASCII));
    while (block.find()) {
      String kind = block.group(1);
      if (kind.equals("ENCRYPTED PRIVATE KEY") || block.group(2).contains("ENCRYPTED")) {
        throw new GeneralSecurityException("the key is encrypted: write it without a password");
      }
      if (kind.endsWith("PRIVATE KEY")) {
        PKCS8EncodedKeySpec spec =
            new PKCS8EncodedKeySpec(pkcs8(kind, decoded(block.group(2)), belongsTo));
        return KeyFactory.getInstance(belongsTo.getAlgorithm()).generatePrivate(spec);
      }
    }
    throw new GeneralSecurityException("it holds no -----BEGIN PRIVATE KEY-----");
  }

  private static byte[] pkcs8(String kind, byte[] der, PublicKey belongsTo)
      throws GeneralSecurityException {
    return switch (kind) {
      case "PRIVATE KEY" -> der;
      case "RSA PRIVATE KEY", "EC PRIVATE KEY" -> wrapped(algorithm(belongsTo), der);
      default -> throw new GeneralSecurityException("a key of the kind '" + kind + "' is unknown");
    };
  }

  private static byte[] wrapped(byte[] algorithm, byte[] key) {
    byte[] version = {2, 1, 0};
    return tagged(SEQUENCE, joined(version, joined(algorithm, tagged(OCTETS, key))));
  }

  /**
   * What is behind a key of PKCS #8 says of which algorithm, and of which curve, it is: the same as
   * in the public key, behind the beginning of the whole.
   */
  private static byte[] algorithm(PublicKey key) {
    byte[] info = key.getEncoded();
    int begin = (info[1] & 0xff) < LONG_LENGTH ? 2 : 2 + (info[1] & 0x7f);
    return Arrays.copyOfRange(info, begin, begin + 2 + info[begin + 1]);
  }

  private static byte[] tagged(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    int length = content.length;
    if (length >= LONG_LENGTH) {
      out.write(0x82);
      out.write(length >> 8);
    }
    out.write(length);
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
