package dev.lido.operator.plan;

import dev.lido.operator.observe.Contact;
import dev.lido.operator.observe.History;
import dev.lido.operator.observe.WorkerId;
import java.util.Optional;

/** One thing to do for a pool. Each may be done twice without harm. */
public sealed interface Action {

  /**
   * Creates a worker; one that has the name already is as good.
   *
   * @param partition the partition it belongs to
   * @param slot the slot it fills
   * @param name its deterministic name
   * @param predecessor the UID that the name is made of
   * @param history what it carries of the slot's earlier workers
   */
  record CreateWorker(int partition, int slot, String name, String predecessor, History history)
      implements Action {}

  /**
   * Deletes a worker's pod, and no other of its name.
   *
   * @param worker which worker
   * @param unchanged the version that the pod must have still; empty: any
   */
  record DeleteWorker(WorkerId worker, Optional<String> unchanged) implements Action {}

  /**
   * Records on the pod, unless it is recorded or the pod changed, that the worker is drained, then
   * tells the worker.
   *
   * @param worker which worker
   * @param contact where it is
   * @param recorded whether it is recorded already
   * @param version the version of the pod that was seen
   */
  record DrainWorker(WorkerId worker, Contact contact, boolean recorded, String version)
      implements Action {}

  /**
   * Records on an ended worker's pod at which generation its replacement was held.
   *
   * @param worker which worker
   * @param version the version that its pod must have still
   * @param generation the pool's generation
   */
  record HoldReplacement(WorkerId worker, String version, long generation) implements Action {}

  /** Creates the pool's Service. */
  record CreateService() implements Action {}

  /** Makes the pool's Service again what it should be. */
  record RepairService() implements Action {}

  /** Creates the pool's PodDisruptionBudget. */
  record CreateBudget() implements Action {}

  /** Makes the pool's PodDisruptionBudget what it should be. */
  record RepairBudget() implements Action {}

  /** Deletes the pool's PodDisruptionBudget. */
  record DeleteBudget() implements Action {}
}
