package dev.lido.cli.apiserver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.mockwebserver.crud.AttributeSet;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.Buffer;
import io.fabric8.mockwebserver.http.Headers;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * fabric8's CRUD mode as the store, with this API server's reading of requests on top.
 *
 * <p>One lock orders everything: requests, and what watches are told.
 */
final class EmbeddedDispatcher extends KubernetesCrudDispatcher implements Objects {

  private static final Logger LOGGER = LoggerFactory.getLogger(EmbeddedDispatcher.class);

  private final ReentrantLock lock = new ReentrantLock(true);
  private final AtomicLong version = new AtomicLong();
  private final WatchHub watches = new WatchHub();
  private final Requests requests = new Requests(this);
  private volatile Runnable atRequest = () -> {};

  /** Has {@code action} run at every request. */
  void onRequest(Runnable action) {
    atRequest = action;
  }

  /** Creates an object of a manifest. */
  void load(String path, Object object) {
    locked(() -> requests.load(path, Json.of(object)));
  }

  @Override
  public MockResponse dispatch(RecordedRequest request) {
    atRequest.run();
    lock.lock();
    try {
      Optional<ResourcePath> watched = Requests.watch(request);
      return watched.isPresent() ? watch(watched.get()) : requests.handle(request);
    } catch (ApiFailure refused) {
      return Requests.answer(refused);
    } catch (RuntimeException bug) {
      LOGGER.error("{} {} failed", request.getMethod(), request.getPath(), bug);
      return Requests.answer(ApiFailure.internal(bug));
    } finally {
      lock.unlock();
    }
  }

  private MockResponse watch(ResourcePath path) {
    Selector.of(path);
    return new MockResponse()
        .withWebSocketUpgrade(
            new WatchSocket(
                socket -> locked(() -> watches.open(path, socket, this)),
                socket -> locked(() -> watches.close(socket))));
  }

  private void locked(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<ObjectNode> find(ResourcePath path) {
    return Optional.ofNullable(findResource(getKey(path.objectPath(path.name()))))
        .map(entry -> Json.stored(entry.getValue()));
  }

  @Override
  public List<ObjectNode> list(ResourcePath path, Selector selector) {
    AttributeSet query = getKey(path.collectionPath());
    return getMap().entrySet().stream()
        .filter(entry -> entry.getKey().matches(query))
        .map(entry -> Json.stored(entry.getValue()))
        .filter(selector::matches)
        .filter(object -> path.name().isEmpty() || isNamed(object, path.name()))
        .toList();
  }

  private static boolean isNamed(ObjectNode object, String name) {
    return Json.metadata(object, "name").equals(Optional.of(name));
  }

  @Override
  public ObjectNode create(ResourcePath path, ObjectNode object) {
    RecordedRequest request =
        new RecordedRequest(
            "HTTP/1.1",
            HttpMethod.POST,
            path.collectionPath(),
            Headers.builder().build(),
            new Buffer().writeUtf8(object.toString()));
    MockResponse response = handleCreate(request);
    String body = response.getBody().readUtf8();
    if (response.code() >= 300) {
      throw ApiFailure.badRequest(Json.stored(body).path("message").asText());
    }
    return Json.stored(body);
  }

  @Override
  public ObjectNode put(ResourcePath path, ObjectNode now) {
    Json.metadata(now).put("resourceVersion", String.valueOf(requestResourceVersion()));
    replace(path, now.toString());
    return now;
  }

  @Override
  public void remove(ResourcePath path) {
    requestResourceVersion();
    replace(path, null);
  }

  private void replace(ResourcePath path, @Nullable String now) {
    String url = path.objectPath(path.name());
    Map.Entry<AttributeSet, String> current = findResource(getKey(url));
    processEvent(url, getKey(url), current.getKey(), null, now);
  }

  @Override
  public void processEvent(
      String path,
      AttributeSet pathAttributes,
      @Nullable AttributeSet oldAttributes,
      @Nullable GenericKubernetesResource resource,
      @Nullable String newState) {
    Optional<ObjectNode> before =
        Optional.ofNullable(oldAttributes).map(getMap()::get).map(Json::stored);
    Optional<ObjectNode> now = Optional.ofNullable(newState).map(Json::stored);
    super.processEvent(path, pathAttributes, oldAttributes, resource, newState);
    String name = now.or(() -> before).flatMap(o -> Json.metadata(o, "name")).orElse("");
    ResourcePath.parse(path)
        .map(parsed -> parsed.named(name))
        .ifPresent(object -> watches.publish(version.get(), object, before, now));
  }

  @Override
  public long requestResourceVersion() {
    return version.incrementAndGet();
  }

  @Override
  public long version() {
    return version.get();
  }

  /** What is created has the status that admission gave it: its default, or none. */
  @Override
  public boolean isStatusSubresourceEnabledForResource(String path) {
    return false;
  }
}
