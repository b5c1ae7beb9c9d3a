package dev.lido.bench.pods;

import dev.lido.cli.cluster.WorkDirectory;
import dev.lido.cli.command.CliException;
import dev.lido.operator.testing.RealApiServer;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lido bench pods}. */
@Command(
    name = "pods",
    sortOptions = false,
    description = {
      "The operator beside kube-controller-manager's ReplicaSet controller, on one kube-apiserver"
          + " with its etcd; a kubelet that runs nothing says of each pod at once that it is"
          + " ready.",
      "Every figure is the median of the rounds. In a round each controller has its turn, and the"
          + " other one is stopped meanwhile (SIGSTOP). Neither has a limit of requests.",
      "Needs etcd and kube-apiserver, and kube-controller-manager for the comparison, in the folder"
          + " that KUBEBUILDER_ASSETS names (default: /usr/local/kubebuilder/bin)."
    },
    footer = {
      "%nOne round of both controllers takes about, on two cores: one-pool-1000 15 s, pools-1000 40"
          + " s, workers-10000 90 s, replace 60 s, idle 3 min, growth-workers 60 s, growth-pools 2"
          + " min; starting and warming up 2 min."
    })
public final class PodsCommand implements Callable<Integer> {

  @Option(
      names = "--case",
      split = ",",
      paramLabel = "NAME",
      description = "Which cases: ${COMPLETION-CANDIDATES}. Default: all but those of growth.")
  private List<Trial> trials =
      List.of(
          Trial.ONE_POOL_1000, Trial.POOLS_1000, Trial.WORKERS_10000, Trial.REPLACE, Trial.IDLE);

  @Option(
      names = "--subject",
      split = ",",
      paramLabel = "NAME",
      description = "Which controllers: ${COMPLETION-CANDIDATES}. Both by default.")
  private List<Subject> subjects = List.of(Subject.values());

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Default: ${DEFAULT-VALUE}; idle has one.",
      defaultValue = "5")
  private int rounds;

  @Option(
      names = "--warmup",
      paramLabel = "N",
      description =
          "How many pods each controller makes first, in pools of 100. With fewer, the operator's"
              + " JVM still compiles while it is measured. Default: ${DEFAULT-VALUE}.",
      defaultValue = "15000")
  private int warmup;

  @Option(names = "--json", description = "Prints an object a line instead of a table.")
  private boolean json;

  @Option(
      names = "--chart",
      paramLabel = "DIR",
      description = "Draws the cases of growth into pods-workers.svg and pods-pools.svg there.")
  private @Nullable Path charts;

  @Option(
      names = "--bare-pods",
      description =
          "ReplicaSets' pods have a container and nothing else. By default they are what workers'"
              + " pods are, so that the API server has the same to do.")
  private boolean bare;

  @Option(
      names = "--operator-options",
      paramLabel = "OPTIONS",
      description = "Java options of the operator, to try something.",
      defaultValue = "")
  private String operatorOptions = "";

  @Option(names = "--logs", paramLabel = "DIR", description = "Keeps the processes' logs there.")
  private @Nullable Path logs;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (!RealApiServer.isAvailable()) {
      throw new CliException(
          "there are no etcd and kube-apiserver: set KUBEBUILDER_ASSETS to their folder");
    }
    List<Row> rows;
    try (WorkDirectory directory = WorkDirectory.at(logs, "lido-bench-");
        Stage stage = new Stage(present(), crd(), directory.path(), operatorOptions, bare)) {
      warmUp(stage);
      rows = new ArrayList<>();
      for (Trial trial : trials) {
        rows.addAll(measure(stage, trial));
      }
    }
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    if (json) {
      Report.json(rows, out);
    } else {
      Report.table(rows, out);
    }
    if (charts != null) {
      Charts.draw(rows, Files.createDirectories(charts));
    }
    return 0;
  }

  private List<Subject> present() {
    if (!subjects.contains(Subject.REPLICASET)
        || Files.isExecutable(Controller.controllerManager())) {
      return subjects;
    }
    System.err.println(
        "There is no " + Controller.controllerManager() + ": Lido's operator is measured alone.");
    return List.of(Subject.LIDO);
  }

  private static Path crd() {
    return Path.of(
        System.getProperty("lido.home", "."), "manifests/crd/poolresources.lido.dev-v1.yml");
  }

  private void warmUp(Stage stage) throws Exception {
    for (Subject subject : present()) {
      if (warmup > 0) {
        Trial.Size size = new Trial.Size(Math.ceilDiv(warmup, 100), 100);
        Measurements.take(stage, subject, Trial.WORKERS_10000, size);
      }
    }
  }

  private List<Row> measure(Stage stage, Trial trial) throws Exception {
    List<Row> rows = new ArrayList<>();
    for (Trial.Size size : trial.sizes()) {
      Map<Subject, List<Map<Figure, Double>>> taken = new java.util.EnumMap<>(Subject.class);
      for (int round = 0; round < (trial == Trial.IDLE ? 1 : rounds); round++) {
        for (Subject subject : present()) {
          taken
              .computeIfAbsent(subject, s -> new ArrayList<>())
              .add(Measurements.take(stage, subject, trial, size));
        }
      }
      taken.forEach((subject, each) -> rows.add(Row.median(subject, trial, size, each)));
    }
    return rows;
  }
}
