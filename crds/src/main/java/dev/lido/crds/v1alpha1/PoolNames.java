package dev.lido.crds.v1alpha1;

/**
 * The names that tie the objects of a pool together: labels, annotations, the group's Service, the
 * worker container, its ports, and the environment that tells a worker who it is.
 */
public final class PoolNames {

  /** Label: the pool that an object belongs to. */
  public static final String POOL = "lido.dev/pool";

  /** Label: the partition that a worker belongs to, from 0. */
  public static final String PARTITION = "lido.dev/partition";

  /** Label: the slot of the partition that a worker fills, from 0. */
  public static final String SLOT = "lido.dev/slot";

  /** The container of the template that runs the worker. */
  public static final String WORKER_CONTAINER = "worker";

  /** The worker's port for callers and the operator. */
  public static final String WIRE_PORT_NAME = "lido";

  /** The number of {@link #WIRE_PORT_NAME}, unless the local kubelet has to share one address. */
  public static final int WIRE_PORT = 7070;

  /** The worker's port for the kubelet's probes. */
  public static final String HEALTH_PORT_NAME = "lido-health";

  /** The number of {@link #HEALTH_PORT_NAME}. */
  public static final int HEALTH_PORT = 7071;

  /**
   * Annotation of a pod, followed by a port's name: the port that it really is, where a local kubelet
   * has all pods share one address.
   */
  public static final String REAL_PORT = "port.lido.dev/";

  private PoolNames() {}

  /** Returns the name of the headless Service whose EndpointSlices list the pool's workers. */
  public static String service(String pool) {
    return pool + "-workers";
  }

  /** Returns the name of the PodDisruptionBudget that the operator keeps for the pool. */
  public static String budget(String pool) {
    return pool + "-workers";
  }

  /** Returns the label selector of a pool's workers, as a string. */
  public static String selector(String pool) {
    return POOL + "=" + pool;
  }
}
