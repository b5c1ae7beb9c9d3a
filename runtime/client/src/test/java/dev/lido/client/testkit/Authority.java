package dev.lido.client.testkit;

import dev.lido.protocol.tls.Tls;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/** An authority, which issues certificates as PEM files. */
public final class Authority {

  /** How a key is written. */
  public enum Form {
    EC_PKCS8,
    EC_SEC1,
    RSA_PKCS8,
    RSA_PKCS1;

    KeyPair generate() throws GeneralSecurityException {
      boolean elliptic = name().startsWith("EC");
      KeyPairGenerator generator = KeyPairGenerator.getInstance(elliptic ? "EC" : "RSA");
      generator.initialize(elliptic ? 256 : 2048);
      return generator.generateKeyPair();
    }
  }

  private final X500Principal name;
  private final KeyPair keys;
  private final X509Certificate certificate;

  public Authority(String commonName) {
    try {
      name = new X500Principal("CN=" + commonName);
      keys = Form.EC_PKCS8.generate();
      X509v3CertificateBuilder builder = builder(name, keys, Duration.ofDays(1));
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      certificate = signed(builder);
    } catch (GeneralSecurityException | CertIOException e) {
      throw new AssertionError(e);
    }
  }

  /** Issues files for an end of the wire, with a certificate of these names that is valid so long. */
  public Tls.Files issue(Path folder, Form form, Duration valid, String... names) {
    try {
      KeyPair own = form.generate();
      X509v3CertificateBuilder builder = builder(new X500Principal("CN=leaf"), own, valid);
      if (names.length > 0) {
        builder.addExtension(Extension.subjectAlternativeName, false, names(names));
      }
      Files.createDirectories(folder);
      write(folder.resolve("tls.crt"), signed(builder));
      write(folder.resolve("tls.key"), key(form, own));
      write(folder.resolve("ca.crt"), certificate);
      return Tls.in(folder);
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Issues files for a worker of {@link TestWorkers#POOL}. */
  public Tls.Files issueForWorker(Path folder) {
    return issue(folder, Form.EC_PKCS8, Duration.ofHours(1), "test-workers.default.svc");
  }

  /** Issues files for a caller. */
  public Tls.Files issueForCaller(Path folder) {
    return issue(folder, Form.EC_PKCS8, Duration.ofHours(1));
  }

  /** Has an end of the wire believe these authorities, and no others. */
  public static void trust(Path folder, Authority... authorities) {
    Object[] certificates = List.of(authorities).stream().map(a -> a.certificate).toArray();
    write(folder.resolve("ca.crt"), certificates);
  }

  private X509v3CertificateBuilder builder(X500Principal subject, KeyPair own, Duration valid) {
    Instant now = Instant.now();
    return new JcaX509v3CertificateBuilder(
        name,
        new BigInteger(100, new SecureRandom()),
        Date.from(now.minus(Duration.ofDays(2))),
        Date.from(now.plus(valid)),
        subject,
        own.getPublic());
  }

  private X509Certificate signed(X509v3CertificateBuilder builder) throws GeneralSecurityException {
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private static GeneralNames names(String... names) {
    GeneralName[] all = new GeneralName[names.length];
    for (int i = 0; i < names.length; i++) {
      boolean uri = names[i].contains("://");
      all[i] =
          new GeneralName(
              uri ? GeneralName.uniformResourceIdentifier : GeneralName.dNSName, names[i]);
    }
    return new GeneralNames(all);
  }

  private static PemObject key(Form form, KeyPair own) throws IOException {
    byte[] pkcs8 = own.getPrivate().getEncoded();
    byte[] bare =
        PrivateKeyInfo.getInstance(pkcs8).parsePrivateKey().toASN1Primitive().getEncoded();
    return switch (form) {
      case EC_PKCS8, RSA_PKCS8 -> new PemObject("PRIVATE KEY", pkcs8);
      case EC_SEC1 -> new PemObject("EC PRIVATE KEY", bare);
      case RSA_PKCS1 -> new PemObject("RSA PRIVATE KEY", bare);
    };
  }

  /** Replaces a file at once, as the kubelet does. */
  private static void write(Path file, Object... objects) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
      for (Object object : objects) {
        pem.writeObject(object);
      }
      pem.flush();
      Path fresh =
          Files.writeString(file.resolveSibling(file.getFileName() + ".new"), text.toString());
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
