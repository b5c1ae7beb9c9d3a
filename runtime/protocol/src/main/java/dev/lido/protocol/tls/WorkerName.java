package dev.lido.protocol.tls;

import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * The name that a worker's certificate must have.
 *
 * @param name a DNS name, for which {@code *} stands in place of the first label too, or a URI
 */
record WorkerName(String name) {

  private static final int DNS = 2;
  private static final int URI = 6;

  void check(X509Certificate certificate) throws CertificateException {
    List<String> names = namesOf(certificate);
    if (names.stream().noneMatch(this::isMetBy)) {
      throw new CertificateException(
          "the worker's certificate is refused: it must have the subject alternative name '%s', but has %s; issue one with that name, or say with %s which name your workers have"
              .formatted(name, names.isEmpty() ? "none" : names, Tls.NAME_VARIABLE));
    }
  }

  private boolean isMetBy(String has) {
    if (name.contains("://")) {
      return has.equals(name);
    }
    String wanted = name.toLowerCase(Locale.ROOT);
    String given = has.toLowerCase(Locale.ROOT);
    int dot = wanted.indexOf('.');
    return given.equals(wanted) || (dot > 0 && given.equals("*" + wanted.substring(dot)));
  }

  private static List<String> namesOf(X509Certificate certificate)
      throws CertificateParsingException {
    Collection<List<?>> all = certificate.getSubjectAlternativeNames();
    List<String> names = new ArrayList<>();
    for (List<?> one : all == null ? List.<List<?>>of() : all) {
      if (one.get(1) instanceof String text && List.of(DNS, URI).contains(one.get(0))) {
        names.add(text);
      }
    }
    return names;
  }
}
