package dev.lido.bench.pods;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Hears of every change of a kind of object, on a thread of its own. API servers end the watches of those who are slow; then it goes on where it was.
 */
final class Watch implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();

  private final Api api;
  private final String path;
  private final Listener listener;
  private String version;
  private volatile boolean closed;

  /** What is told of a change. */
  @FunctionalInterface
  interface Listener {
    /** Hears of a change, {@code ADDED}, {@code MODIFIED} or {@code DELETED}. */
    void heard(String change, JsonNode object);
  }

  private Watch(Api api, String path, Listener listener, String version) {
    this.api = api;
    this.path = path;
    this.listener = listener;
    this.version = version;
  }

  /** Starts listening to what happens from now on. */
  static Watch start(Api api, String path, Listener listener) throws IOException {
    JsonNode list = JSON.readTree(api.get(path + "?limit=1"));
    String version = version(list);
    Watch watch = new Watch(api, path, listener, version);
    Thread.ofPlatform().daemon().name("watch " + path).start(watch::listen);
    return watch;
  }

  private static String version(JsonNode object) {
    return object.path("metadata").path("resourceVersion").asText();
  }

  private void listen() {
    try {
      while (!closed) {
        listenOnce();
      }
    } catch (IOException | RuntimeException broken) {
      if (!closed) {
        // Nothing that is measured from now on could be believed.
        System.err.println("error: the watch of " + path + " broke: " + broken);
        Runtime.getRuntime().halt(1);
      }
    }
  }

  private void listenOnce() throws IOException {
    String from = path + "?watch=true&allowWatchBookmarks=true&resourceVersion=" + version;
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(api.stream(from), StandardCharsets.UTF_8))) {
      String line;
      while ((line = lines.readLine()) != null) {
        hear(JSON.readTree(line));
      }
    }
  }

  private void hear(JsonNode event) throws IOException {
    String change = event.path("type").asText();
    JsonNode object = event.path("object");
    if ("ERROR".equals(change)) {
      throw new IOException(object.toString());
    }
    version = version(object);
    if (!"BOOKMARK".equals(change)) {
      listener.heard(change, object);
    }
  }

  /** Lets it end; it hears of what comes until its connection ends. */
  @Override
  public void close() {
    closed = true;
  }
}
