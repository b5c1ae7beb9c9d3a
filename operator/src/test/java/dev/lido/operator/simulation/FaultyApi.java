package dev.lido.operator.simulation;

import static java.util.stream.Collectors.toSet;

import dev.lido.crds.v1alpha1.PoolNames;
import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.crds.v1alpha1.PoolStatus;
import dev.lido.operator.apply.ClusterApi;
import dev.lido.operator.kubelet.KubeletEvent;
import dev.lido.operator.pod.PodDraft;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The operator's way to the API server, on which requests and answers get lost. */
final class FaultyApi implements ClusterApi {

  private final ApiServer server;
  private final Trace trace;
  private final WriteChecks checks;
  private Faults faults = Faults.none(0);
  private final List<HasMetadata> late = new ArrayList<>();
  private int writes;
  private boolean conflict;
  private final boolean fenced;
  private boolean leads;

  FaultyApi(ApiServer server, Trace trace, WriteChecks checks, boolean fenced) {
    this.server = server;
    this.trace = trace;
    this.checks = checks;
    this.fenced = fenced;
  }

  /** Lets an operator that leads make requests. */
  void suffer(Faults next) {
    faults = next;
    leads = true;
  }

  /** Returns how many writes changed something, ever. */
  int writes() {
    return writes;
  }

  @Override
  public String create(HasMetadata object) {
    write(
        "create " + object.getMetadata().getName(),
        () -> {
          store(object);
          if (object instanceof Pod pod) {
            checks.created(server.pods.get(pod.getMetadata().getName()).orElseThrow());
          }
        },
        () -> late.add(object));
    return version(journal(object).get(object.getMetadata().getName()).orElseThrow());
  }

  @Override
  public String createPod(PodDraft pod) {
    return create(pod.pod());
  }

  @Override
  public Set<String> poolUids() {
    return read(() -> server.pool().stream().map(p -> p.getMetadata().getUid()).collect(toSet()));
  }

  private void store(HasMetadata object) {
    String name = object.getMetadata().getName();
    if (journal(object).get(name).isPresent()) {
      throw failure(409, name + " already exists");
    }
    switch (object) {
      case Pod pod -> server.createPod(pod);
      case Service service -> server.createService(service);
      default -> server.createBudget((PodDisruptionBudget) object);
    }
  }

  private Journal<? extends HasMetadata> journal(HasMetadata object) {
    return switch (object) {
      case Pod pod -> server.pods;
      case Service service -> server.services;
      default -> server.budgets;
    };
  }

  /** Returns what was sent up to now, and still is on its way. */
  List<HasMetadata> onTheirWay() {
    return List.copyOf(late);
  }

  /** Lets requests arrive that nobody expects any more. */
  void arrive(List<HasMetadata> objects) {
    objects.stream().filter(late::contains).forEach(this::arrive);
    late.removeAll(objects);
  }

  private void arrive(HasMetadata object) {
    trace.say(() -> "late: create " + object.getMetadata().getName());
    try {
      store(object);
    } catch (KubernetesClientException refused) {
      return;
    }
    if (object instanceof Pod pod) {
      checks.createdLate(server.pods.get(pod.getMetadata().getName()).orElseThrow());
    }
  }

  @Override
  public Optional<PoolResource> pool(String namespace, String name) {
    return read(server::pool);
  }

  @Override
  public Optional<Pod> pod(String namespace, String name) {
    return read(() -> server.pods.get(name));
  }

  @Override
  public List<Pod> pods(String namespace, String pool) {
    return read(
        () ->
            server.pods.all().stream()
                .filter(pod -> pool.equals(pod.getMetadata().getLabels().get(PoolNames.POOL)))
                .toList());
  }

  @Override
  public Optional<Service> service(String namespace, String name) {
    return read(() -> server.services.get(name));
  }

  @Override
  public String annotate(
      String namespace, String name, String unchanged, Map<String, String> annotations) {
    writeLocked(
        "annotate " + name + " " + annotations,
        unchanged,
        () -> server.pods.get(name),
        () -> {
          Pod before = server.pods.get(name).orElseThrow();
          server.changePod(name, pod -> Pods.annotated(pod, annotations));
          checks.annotated(before, annotations);
        });
    return server.pods.get(name).orElseThrow().getMetadata().getResourceVersion();
  }

  @Override
  public void changeSpec(Service read, Map<String, Object> fields) {
    String name = read.getMetadata().getName();
    writeLocked(
        "repair " + name,
        version(read),
        () -> server.services.get(name),
        () -> server.changeService(name, spec -> Services.changed(spec, fields)));
  }

  @Override
  public Optional<PodDisruptionBudget> budget(String namespace, String name) {
    return read(() -> server.budgets.get(name));
  }

  @Override
  public void changeBudget(PodDisruptionBudget read, Map<String, Object> fields) {
    String name = read.getMetadata().getName();
    writeLocked(
        "repair budget " + name,
        version(read),
        () -> server.budgets.get(name),
        () -> server.changeBudget(name, spec -> Budgets.changed(spec, fields)));
  }

  @Override
  public void deleteBudget(PodDisruptionBudget read) {
    String name = read.getMetadata().getName();
    write(
        "delete budget " + name,
        () -> {
          PodDisruptionBudget stored =
              server.budgets.get(name).orElseThrow(() -> failure(404, "not found"));
          if (!stored.getMetadata().getUid().equals(read.getMetadata().getUid())) {
            throw failure(409, "another uid");
          }
          server.budgets.remove(name);
        });
  }

  /** What kubelets say of probes changes no plan. */
  @Override
  public List<KubeletEvent> killings(String namespace, String podUid) {
    return read(List::of);
  }

  @Override
  public void deletePod(String namespace, String name, String uid, Optional<String> unchanged) {
    write(
        "delete " + name + " (uid " + uid + ")",
        () -> {
          Pod pod = server.pods.get(name).orElseThrow(() -> failure(404, "not found"));
          if (!Pods.uid(pod).equals(uid)) {
            throw failure(409, "another uid");
          }
          String version = pod.getMetadata().getResourceVersion();
          if (unchanged.filter(v -> !v.equals(version)).isPresent()) {
            throw failure(409, "another version");
          }
          checks.deleting(pod);
          server.deletePod(pod);
        });
  }

  @Override
  public String writeStatus(PoolResource read, PoolStatus status) {
    writeLocked(
        "status " + StatusText.of(status),
        version(read),
        server::pool,
        () -> server.writeStatus(status));
    return version(server.pool().orElseThrow());
  }

  private void writeLocked(
      String what, String unchanged, Supplier<Optional<? extends HasMetadata>> now, Runnable act) {
    write(
        what,
        () -> {
          if (conflict) {
            conflict = false;
            now.get().ifPresent(server::touch);
          }
          HasMetadata stored = now.get().orElseThrow(() -> failure(404, "not found"));
          if (!version(stored).equals(unchanged)) {
            throw failure(409, "the object has been modified");
          }
          act.run();
        });
  }

  private static String version(HasMetadata object) {
    return object.getMetadata().getResourceVersion();
  }

  private void write(String what, Runnable act) {
    write(what, act, () -> {});
  }

  private void write(String what, Runnable act, Runnable later) {
    if (fenced && !leads) {
      throw failure(0, "not sent: another leads");
    }
    Fault fault = faults.next();
    trace.say(() -> "    operator: " + what + (fault == Fault.NONE ? "" : " [" + fault + "]"));
    switch (fault) {
      case NONE -> act(act);
      case CONFLICT -> {
        conflict = true;
        act(act);
        conflict = false;
      }
      case REFUSED -> throw failure(500, "internal error");
      case NOT_SENT -> throw failure(0, "timeout");
      case STOPPED -> writeAfterStop(act);
      case LATE -> {
        later.run();
        throw failure(0, "timeout");
      }
      case KILLED_BEFORE -> throw new OperatorKilled();
      case ANSWER_LOST -> {
        act(act);
        throw failure(0, "timeout");
      }
      case KILLED_AFTER -> {
        act(act);
        throw new OperatorKilled();
      }
    }
  }

  /** The request had been sent for good, or has to pass the fence still. */
  private void writeAfterStop(Runnable act) {
    boolean sent = faults.random().nextInt(3) == 0;
    stop();
    if (fenced && !sent) {
      throw failure(0, "not sent: another leads");
    }
    checks.lately(sent, () -> act(act));
  }

  private void stop() {
    faults.stop();
    faults = Faults.none(0);
    leads = false;
  }

  private void act(Runnable act) {
    try {
      act.run();
      writes++;
      Rule.LEADER_ALONE.check(leads || checks.late(), "another operator leads");
    } catch (KubernetesClientException refused) {
      trace.say(() -> "      refused: " + refused.getCode() + " " + refused.getMessage());
      throw refused;
    }
  }

  private <T> T read(Supplier<T> what) {
    return switch (faults.next()) {
      case REFUSED -> throw failure(500, "internal error");
      case NOT_SENT, ANSWER_LOST, LATE -> throw failure(0, "timeout");
      case KILLED_BEFORE, KILLED_AFTER -> throw new OperatorKilled();
      case STOPPED -> {
        stop();
        yield what.get();
      }
      case CONFLICT, NONE -> what.get();
    };
  }

  private static KubernetesClientException failure(int code, String message) {
    return new KubernetesClientException(
        message, code, new StatusBuilder().withCode(code).withMessage(message).build());
  }
}
