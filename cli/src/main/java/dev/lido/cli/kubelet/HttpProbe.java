package dev.lido.cli.kubelet;

import io.fabric8.kubernetes.api.model.Probe;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/**
 * One httpGet probe.
 *
 * @param uri what is asked
 * @param period the time between two probes
 * @param timeout how long an answer may take
 * @param patience failures in a row after which it has failed
 */
record HttpProbe(URI uri, Duration period, Duration timeout, int patience) {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(HttpClient.Builder.NO_PROXY)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * Reads a probe.
   *
   * @throws PodRefusedException if it is no httpGet probe
   */
  static Optional<HttpProbe> of(Probe probe, PodPlan plan, PodAddress address) {
    if (probe == null) {
      return Optional.empty();
    }
    if (probe.getHttpGet() == null) {
      throw new PodRefusedException("the local kubelet runs httpGet probes only");
    }
    int port = address.port(plan.port(probe.getHttpGet().getPort()));
    String path = Optional.ofNullable(probe.getHttpGet().getPath()).orElse("/");
    return Optional.of(
        new HttpProbe(
            URI.create("http://" + address.ip() + ":" + port + path),
            seconds(probe.getPeriodSeconds(), 10),
            seconds(probe.getTimeoutSeconds(), 1),
            Optional.ofNullable(probe.getFailureThreshold()).orElse(3)));
  }

  private static Duration seconds(Integer declared, int otherwise) {
    return Duration.ofSeconds(Optional.ofNullable(declared).orElse(otherwise));
  }

  /** Asks once; whether the answer came in time and was a success. */
  boolean succeeds() throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(timeout).build();
    try {
      int code = CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      return code >= 200 && code < 400;
    } catch (IOException unreachable) {
      return false;
    }
  }

  /** Returns how long it may fail in all. */
  Duration allowance() {
    return period.multipliedBy(patience);
  }
}
