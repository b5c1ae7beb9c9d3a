package dev.lido.operator.kubelet;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to what kubelets say of workers: lists the events, and watches from there on; all over
 * again when the watch has ended.
 */
final class EventWatch {

  private static final Logger LOGGER = LoggerFactory.getLogger(EventWatch.class);

  private static final long PAGE = 500;

  /** What kubelets say of every container that starts. */
  private static final List<String> USUAL = List.of("Pulling", "Pulled", "Created", "Started");

  private final KubernetesClient client;
  private final String namespace;
  private final KubeletMemory memory;
  private final Pauses pauses = new Pauses();
  private boolean forbidden;
  private volatile boolean hears;

  /**
   * Makes one that does nothing before {@link #listen}.
   *
   * @param client reaches the API server; it is not closed with this
   * @param namespace where; empty: everywhere
   */
  EventWatch(KubernetesClient client, String namespace, KubeletMemory memory) {
    this.client = endingWatches(client);
    this.namespace = namespace;
    this.memory = memory;
  }

  /** By itself a watch connects again for ever, and nobody knows whether it is connected. */
  private static KubernetesClient endingWatches(KubernetesClient client) {
    RequestConfig config =
        new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
            .withWatchReconnectLimit(0)
            .build();
    return client.newClient(config).adapt(KubernetesClient.class);
  }

  /** Tells whether it hears what is said now; thread-safe. */
  boolean hears() {
    return hears;
  }

  /** Listens until the thread is interrupted. */
  void listen() {
    try {
      while (true) {
        Thread.sleep(listenOnce());
      }
    } catch (InterruptedException end) {
      LOGGER.debug("Nobody listens to kubelets any more");
    }
  }

  /** Returns how long to wait before the next time. */
  private Duration listenOnce() throws InterruptedException {
    try {
      Ear ear = new Ear();
      Watch watch = events().watch(from(readAll()), ear);
      long began = System.nanoTime();
      hears = true;
      forbidden = false;
      try {
        ear.ended.await();
      } finally {
        watch.close();
      }
      return pauses.afterWatch(Duration.ofNanos(System.nanoTime() - began));
    } catch (RuntimeException refused) {
      tell(refused);
      return forbidden ? Pauses.FORBIDDEN : pauses.afterFailure();
    } finally {
      hears = false;
    }
  }

  private final class Ear implements Watcher<Event> {

    private final CountDownLatch ended = new CountDownLatch(1);

    @Override
    public void eventReceived(Action action, Event event) {
      switch (action) {
        case ADDED, MODIFIED -> memory.note(event);
        case DELETED -> memory.forget(event);
        case BOOKMARK, ERROR -> {}
      }
    }

    @Override
    public void onClose(WatcherException cause) {
      ended.countDown();
    }

    @Override
    public void onClose() {
      ended.countDown();
    }
  }

  /** Notes what was said before; returns the version to watch from. */
  private String readAll() {
    @Nullable String next = null;
    String version;
    do {
      EventList page =
          events().list(new ListOptionsBuilder().withLimit(PAGE).withContinue(next).build());
      page.getItems().forEach(memory::note);
      next = page.getMetadata().getContinue();
      version = page.getMetadata().getResourceVersion();
    } while (next != null && !next.isEmpty());
    return version;
  }

  private static ListOptions from(String version) {
    return new ListOptionsBuilder().withResourceVersion(version).build();
  }

  /** An API server filters for each watch anew, and reads every event for it: one watch is enough. */
  private FilterWatchListDeletable<Event, EventList, Resource<Event>> events() {
    FilterWatchListDeletable<Event, EventList, Resource<Event>> events =
        (namespace.isEmpty()
                ? client.v1().events().inAnyNamespace()
                : client.v1().events().inNamespace(namespace))
            .withField("involvedObject.kind", "Pod")
            .withField("involvedObject.fieldPath", KubeletEvent.CONTAINER);
    for (String reason : USUAL) {
      events = events.withoutField("reason", reason);
    }
    return events;
  }

  private void tell(RuntimeException refused) {
    boolean isForbidden =
        refused instanceof KubernetesClientException answer
            && answer.getCode() == HttpURLConnection.HTTP_FORBIDDEN;
    if (isForbidden && !forbidden) {
      LOGGER.warn(
          "Events may not be watched{}: the kubelet's are listed each time that a worker has ended,"
              + " which takes longer. Allow list and watch of events: {}",
          namespace.isEmpty() ? "" : " in " + namespace,
          refused.getMessage());
    } else {
      LOGGER.debug("Events cannot be watched now", refused);
    }
    forbidden = isForbidden;
  }
}
