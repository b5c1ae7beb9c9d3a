package dev.lido.e2e;

import static dev.lido.e2e.TestCluster.AWAIT;

import dev.lido.crds.v1alpha1.PoolNames;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.util.regex.Pattern;

/**
 * The pod that calls a pool all the time.
 *
 * @param cluster where it is
 */
record Caller(TestCluster cluster) {

  private static final String POD = "caller";

  private static final int CALLS = 20;

  /** Lines of the log that hold a whole page for sure. */
  private static final int PAGES = 200;

  private static final Pattern OUTCOME = Pattern.compile("ended [0-9]+|[A-Za-z]+@[a-z0-9-]+");

  /** Waits until all calls that are under way now have ended, and later ones succeed. */
  Page settled() {
    Page now = page();
    return AWAIT.until(
        this::page, page -> page.hasEndedAllOf(now) && page.succeeded() > now.succeeded() + CALLS);
  }

  /** Returns how all calls ended until now. */
  Page page() {
    return Page.last(pod().tailingLines(PAGES).getLog());
  }

  /** Returns the node that it runs on. */
  String node() {
    return pod().require().getSpec().getNodeName();
  }

  private PodResource pod() {
    return cluster.client().pods().inNamespace(cluster.namespace()).withName(POD);
  }

  /** Places a call that takes all memory of its worker; returns the failure that it got. */
  String hog(String pool) {
    String output =
        cluster.kubectl(
            "exec",
            POD,
            "--",
            "java",
            "-cp",
            "@/app/jib-classpath-file",
            HogMain.class.getName(),
            pool);
    // Beside warnings of all kinds.
    return output.lines().filter(OUTCOME.asMatchPredicate()).findFirst().orElse(output);
  }

  /** Kills a worker's process, from inside its pod. */
  void kill(String worker) {
    cluster.kubectl(
        "exec",
        worker,
        "-c",
        PoolNames.WORKER_CONTAINER,
        "--",
        "sh",
        "-c",
        "for p in /proc/[0-9]*; do read -r c < $p/comm; [ $c != java ] || kill -9 ${p#/proc/};"
            + " done");
  }
}
