package dev.lido.cli.kubelet;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.cache.Store;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keeps the EndpointSlices of the Services that have selectors. */
final class EndpointSlices implements Runnable {

  /** What changes within it goes out in one write. */
  private static final long PAUSE_MILLIS = 5;

  private static final long RETRY_MILLIS = 200;

  private record Key(String namespace, String name) {}

  private final KubernetesClient client;
  private final Store<Pod> pods;
  private final Store<Service> services;
  private final LinkedBlockingQueue<Key> changed = new LinkedBlockingQueue<>();
  private final Map<Key, Map<String, EndpointSlice>> written = new HashMap<>();

  EndpointSlices(KubernetesClient client, Store<Pod> pods, Store<Service> services) {
    this.client = client;
    this.pods = pods;
    this.services = services;
  }

  void serviceChanged(Service service) {
    changed.add(key(service));
  }

  /** Looks at every Service of the namespace: one may have selected the pod until now. */
  void podChanged(Pod pod) {
    String namespace = pod.getMetadata().getNamespace();
    services.list().stream()
        .filter(service -> namespace.equals(service.getMetadata().getNamespace()))
        .forEach(this::serviceChanged);
  }

  private static Key key(Service service) {
    return new Key(service.getMetadata().getNamespace(), service.getMetadata().getName());
  }

  @Override
  public void run() {
    try {
      while (true) {
        Key first = changed.take();
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        Stream<Key> rest = Stream.generate(changed::poll).takeWhile(key -> key != null);
        for (Key key : Stream.concat(Stream.of(first), rest).collect(Collectors.toSet())) {
          reconcile(key);
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void reconcile(Key key) throws InterruptedException {
    try {
      Optional<Service> service =
          services.list().stream().filter(candidate -> key(candidate).equals(key)).findFirst();
      if (service.isPresent()) {
        write(key, SliceBuilder.slices(service.get(), pods.list()));
      } else {
        written.remove(key);
      }
    } catch (KubernetesClientException failed) {
      written.remove(key);
      TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
      changed.add(key);
    }
  }

  private void write(Key key, List<EndpointSlice> wanted) {
    Map<String, EndpointSlice> known = written.computeIfAbsent(key, this::load);
    Set<String> names =
        wanted.stream().map(slice -> slice.getMetadata().getName()).collect(Collectors.toSet());
    for (EndpointSlice slice : wanted) {
      write(known, slice);
    }
    for (String name : List.copyOf(known.keySet())) {
      if (!names.contains(name)) {
        client.resource(known.get(name)).delete();
        known.remove(name);
      }
    }
  }

  private Map<String, EndpointSlice> load(Key key) {
    return client
        .resources(EndpointSlice.class)
        .inNamespace(key.namespace())
        .withLabel(SliceBuilder.SERVICE, key.name())
        .withLabel(SliceBuilder.MANAGER, SliceBuilder.US)
        .list()
        .getItems()
        .stream()
        .collect(
            Collectors.toMap(
                slice -> slice.getMetadata().getName(), slice -> slice, (a, b) -> a, HashMap::new));
  }

  private void write(Map<String, EndpointSlice> known, EndpointSlice slice) {
    String name = slice.getMetadata().getName();
    EndpointSlice before = known.get(name);
    if (before == null) {
      known.put(name, client.resource(slice).create());
    } else if (!SliceBuilder.same(before, slice)) {
      slice.getMetadata().setResourceVersion(null);
      known.put(name, client.resource(slice).update());
    }
  }
}
