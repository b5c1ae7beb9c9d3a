package dev.lido.cli.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.mockwebserver.http.WebSocket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Tells watches what changes, from the resource version on that they ask for.
 *
 * <p>The mock server's own watches begin at the present, whatever they ask for, so that what changes
 * between a list and its watch is lost. All methods are called with the API server's lock held.
 */
final class WatchHub {

  /** How many changes are kept for watches that begin in the past. */
  private static final int KEPT = 2_000;

  private record Change(
      long version, ResourcePath path, Optional<ObjectNode> before, Optional<ObjectNode> now) {}

  private record Watch(ResourcePath path, Selector selector, WebSocket socket) {}

  private final Deque<Change> changes = new ArrayDeque<>();
  private final List<Watch> watches = new ArrayList<>();
  private long forgotten;

  /** Tells everyone concerned; {@code path} is the object's, {@code version} its new one. */
  void publish(
      long version, ResourcePath path, Optional<ObjectNode> before, Optional<ObjectNode> now) {
    Change change = new Change(version, path, before, now);
    changes.addLast(change);
    if (changes.size() > KEPT) {
      forgotten = changes.removeFirst().version();
    }
    List.copyOf(watches).forEach(watch -> tell(watch, change));
  }

  /** Begins a watch, with the past that it asks for. */
  void open(ResourcePath path, WebSocket socket, Objects objects) {
    Watch watch = new Watch(path, Selector.of(path), socket);
    String since = path.query().getOrDefault("resourceVersion", "0");
    long version = since.isEmpty() ? 0 : Long.parseLong(since);
    if (version == 0) {
      objects.list(path, watch.selector()).forEach(object -> send(socket, "ADDED", object));
    } else if (version < forgotten) {
      send(socket, "ERROR", Json.of(ApiFailure.gone(version).status()));
      socket.close(1000, "too old resource version");
      return;
    } else {
      changes.stream().filter(change -> change.version() > version).forEach(c -> tell(watch, c));
    }
    watches.add(watch);
  }

  void close(WebSocket socket) {
    watches.removeIf(watch -> watch.socket().equals(socket));
  }

  private static void tell(Watch watch, Change change) {
    if (!covers(watch.path(), change.path())) {
      return;
    }
    Optional<ObjectNode> before = change.before().filter(watch.selector()::matches);
    Optional<ObjectNode> now = change.now().filter(watch.selector()::matches);
    if (now.isPresent()) {
      send(watch.socket(), before.isPresent() ? "MODIFIED" : "ADDED", now.get());
    } else if (before.isPresent()) {
      ObjectNode last = change.now().or(change::before).orElseThrow().deepCopy();
      Json.metadata(last).put("resourceVersion", String.valueOf(change.version()));
      send(watch.socket(), "DELETED", last);
    }
  }

  private static boolean covers(ResourcePath watched, ResourcePath changed) {
    return watched.sameKind(changed)
        && (watched.namespace().isEmpty() || watched.namespace().equals(changed.namespace()))
        && (watched.name().isEmpty() || watched.name().equals(changed.name()));
  }

  private static void send(WebSocket socket, String type, JsonNode object) {
    ObjectNode event = Json.object().put("type", type);
    event.set("object", object);
    socket.send(event.toString());
  }
}
