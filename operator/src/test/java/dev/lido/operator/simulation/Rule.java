package dev.lido.operator.simulation;

/**
 * What must always hold, whatever happens. "The spec" is the one that the operator acted on; a
 * worker <em>serves</em> when its pod, at the API server, has neither ended nor is being deleted nor
 * is marked as drained.
 */
enum Rule {
  WITHIN_SURGE(
      "When the operator creates a worker, at most replicas + maxSurge workers of its partition"
          + " serve afterwards (Recreate and OnDelete have no surge; under OnDelete slots are"
          + " counted, because a rolling update may have left two in one)."),
  NOT_DOUBLED(
      "When the operator creates a worker, no other worker of the same revision serves in its slot;"
          + " when a request arrives late, no other one whose name should have been the same."),
  ONLY_WANTED(
      "The operator creates workers only in partitions that the spec has, when it wants workers"
          + " there."),
  RECREATE_STOPS_FIRST(
      "Under Recreate, a worker is created only when every worker of another revision has ended."),
  HEALTHY_KEPT(
      "The operator begins the removal of a serving, up-to-date worker only if at least replicas"
          + " others serve in the partition, those up to date not counted that it removes itself;"
          + " or if another up-to-date one serves in its slot, because a request arrived late."),
  WITHIN_UNAVAILABLE(
      "The operator begins the removal of a ready worker only if at least replicas - maxUnavailable"
          + " of those that were ready when it looked are left, without those that it removes"
          + " itself; none have to be left when an outdated one goes under Recreate."),
  DRAINED_FIRST(
      "The operator deletes a running worker only if that is marked on its pod as drained, and it"
          + " was told and is empty, or does not listen, or drain.timeout has passed since."),
  LEAST_BUSY_FIRST(
      "Where all workers of a partition are up to date, a worker is chosen for removal only if no"
          + " serving one that stays is less ready, or as ready and less busy; where some are not,"
          + " an up-to-date ready one only if every ready outdated one that stays is busier."),
  SUCCESSOR_FIRST(
      "The operator deletes a worker that had ended when it looked only if its successor was"
          + " created, or if as many slots as the spec wants are taken without it."),
  FRESH(
      "The operator creates and removes workers only by a spec that the API server held at some"
          + " time during the same pass."),
  LEADER_ALONE(
      "An operator writes nothing when another one leads, but what it had sent before it was"
          + " stopped."),
  INTENSITY(
      "While a partition is over its restart intensity, no worker that ended by its own doing is"
          + " replaced before the delay (5 s, doubling to 5 min) is over; under Stop, none before"
          + " the spec changes. Replacements are stopped only in a partition that is over it."),
  QUIET("Once everything is as declared, or nothing can be done, nothing is written any more."),
  COMES_TO_REST("When faults stop, a limited number of passes is enough."),
  AS_DECLARED(
      "When faults stop, there are exactly the declared workers: in their partitions, one to a"
          + " slot, up to date (except under OnDelete), ready; no other pods are left, and the"
          + " Service is there."),
  STATUS_RIGHT(
      "When faults stop, the status tells what there is: the counts, Ready=True, no Reconciling or"
          + " Stalled, Progressing=True, of the present generation."),
  NO_CRASH("A pass ends as it should, or with a failure that it declares.");

  private final String sentence;

  Rule(String sentence) {
    this.sentence = sentence;
  }

  String sentence() {
    return sentence;
  }

  /** Throws unless {@code held}. */
  void check(boolean held, String otherwise) {
    if (!held) {
      throw new Violation(this, otherwise);
    }
  }
}
