package dev.lido.operator.apply;

import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientImpl;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Connects clients to the API server by several HTTP/2 connections: one while they do, more while
 * many requests are under way, as an API server takes 100 at a time on each. What a connection has
 * to do runs on virtual threads: it comes in many small steps, and waking a thread takes longer than
 * most of them.
 */
public final class ApiConnections implements HttpClient.Factory {

  /** How many reads should be under way at a time. */
  public static final int READS = 60;

  /**
   * How many writes should be under way at a time: a quarter of all connections is left to others.
   */
  public static final int WRITES = 75 * SpreadHttpClient.CONNECTIONS - READS;

  /** The threads of a client end with it, and not with another: a renewed token takes one, too. */
  @Override
  public HttpClient.Builder newBuilder() {
    return new OneClient().newBuilder();
  }

  private static final class OneClient extends JdkHttpClientFactory {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @Override
    protected java.net.http.HttpClient.Builder createNewHttpClientBuilder() {
      return new SpreadBuilder(java.net.http.HttpClient.newBuilder().executor(threads));
    }

    @Override
    protected void closeHttpClient(JdkHttpClientImpl closed) {
      threads.shutdownNow();
    }
  }
}
