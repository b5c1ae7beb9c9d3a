package dev.lido.cli.apiserver;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * An API server in this process, on a loopback port: enough of one for pools, their operator, and
 * a kubelet.
 *
 * <p>It knows the PoolResource from the start, and admits pools as a real API server does: with the
 * CRD's defaults, schema and rules. What it holds lives as long as this object: {@link #stop} and
 * {@link #start} are an outage. It is thread-safe.
 */
public final class ApiServer implements AutoCloseable {

  private static final String CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
  private static final String CRD = "/META-INF/fabric8/poolresources.lido.dev-v1.yml";

  /** Held, so that it stays silent: it would print a line to the console for each request. */
  private static final Logger REQUEST_LOG = Logger.getLogger(MockWebServer.class.getName());

  private final EmbeddedDispatcher dispatcher = new EmbeddedDispatcher();
  private int port;
  private @Nullable KubernetesMockServer server;

  /**
   * Makes an API server, not yet started.
   *
   * @param port the port to listen on; 0 chooses a free one at the first start
   */
  public ApiServer(int port) {
    this.port = port;
    REQUEST_LOG.setLevel(Level.WARNING);
    dispatcher.load(CRDS, crd());
    dispatcher.load("/api/v1/namespaces", namespace("default"));
  }

  private static CustomResourceDefinition crd() {
    CustomResourceDefinition crd =
        Serialization.unmarshal(resource(CRD), CustomResourceDefinition.class);
    return new CustomResourceDefinitionBuilder(crd)
        .withNewStatus()
        .addNewCondition()
        .withType("Established")
        .withStatus("True")
        .endCondition()
        .endStatus()
        .build();
  }

  private static Namespace namespace(String name) {
    return new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build();
  }

  private static String resource(String name) {
    try (InputStream in = ApiServer.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /**
   * Starts listening.
   *
   * @throws PortInUseException if the port is taken
   */
  public synchronized void start() {
    if (server != null) {
      return;
    }
    MockWebServer web = new MockWebServer();
    dispatcher.onRequest(web::reset);
    KubernetesMockServer started =
        new KubernetesMockServer(new Context(), web, new HashMap<>(), dispatcher, false);
    try {
      started.start(loopback(), port);
    } catch (IllegalStateException failed) {
      web.shutdown();
      throw new PortInUseException(port, failed);
    }
    port = started.getPort();
    server = started;
  }

  private static InetAddress loopback() {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Stops listening and cuts every connection; what the API server holds stays. */
  public synchronized void stop() {
    if (server != null) {
      server.shutdown();
      server = null;
    }
  }

  /** Returns the port it listens on, 0 before the first start. */
  public synchronized int port() {
    return port;
  }

  /** Returns its URL. */
  public String url() {
    return "http://127.0.0.1:" + port();
  }

  /** Returns what a client needs to reach it. */
  public Config config() {
    return new ConfigBuilder(Config.empty()).withMasterUrl(url()).withNamespace("default").build();
  }

  @Override
  public void close() {
    stop();
  }
}
