package dev.lido.e2e;

/** The operators of the cluster. */
final class Operators {

  private static final String NAMESPACE = "lido-system";
  private static final String IMAGE =
      System.getProperty("lido.e2e.operator-image", "lido-operator:latest");

  private Operators() {}

  /** Installs them as {@code docs/install.md} says, and waits until they run. */
  static void install() {
    Kubectl.run("apply", "-k", System.getProperty("lido.home") + "/manifests/default");
    Kubectl.run("-n", NAMESPACE, "set", "image", "deployment/lido-operator", "operator=" + IMAGE);
    Kubectl.run("-n", NAMESPACE, "rollout", "status", "deployment/lido-operator", "--timeout=2m");
  }

  /** Returns the one that leads. */
  static String leader() {
    return Kubectl.run(
            "-n", NAMESPACE, "get", "lease", "lido-operator", "-o=jsonpath={.spec.holderIdentity}")
        .strip();
  }

  /** Deletes one, which is told before; its Deployment starts another. */
  static void delete(String operator) {
    Kubectl.run("-n", NAMESPACE, "delete", "pod", operator);
  }

  /** Kills all of them, with no time to end; their Deployment starts others. */
  static void killAll() {
    Kubectl.run(
        "-n",
        NAMESPACE,
        "delete",
        "pods",
        "--selector=app.kubernetes.io/component=operator",
        "--grace-period=0",
        "--force");
  }
}
