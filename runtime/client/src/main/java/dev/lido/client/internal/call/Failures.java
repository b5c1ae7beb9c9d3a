package dev.lido.client.internal.call;

import dev.lido.client.AccessDeniedException;
import dev.lido.client.CallInterruptedException;
import dev.lido.client.CodeMismatchException;
import dev.lido.client.FailureContext;
import dev.lido.client.NoWorkersException;
import dev.lido.client.Phase;
import dev.lido.client.PoolClosedException;
import dev.lido.client.PoolConnectException;
import dev.lido.client.PoolException;
import dev.lido.client.PoolFullException;
import dev.lido.client.PoolNotFoundException;
import dev.lido.client.TaskFailedException;
import dev.lido.client.TaskNotFoundException;
import dev.lido.client.TaskNotSerializableException;
import dev.lido.client.TaskTimeoutException;
import dev.lido.client.WorkerDrainedException;
import dev.lido.client.WorkerLostException;
import dev.lido.client.internal.codec.RemoteThrowables;
import dev.lido.client.internal.placement.Rejection;
import dev.lido.client.internal.placement.WorkerSlots;
import dev.lido.protocol.code.ClassVersion;
import dev.lido.protocol.v1.Failure;
import org.jspecify.annotations.Nullable;

/** Makes the exception of an outcome: what happened, and what to do. */
final class Failures {

  private Failures() {}

  static PoolException of(Call call, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Rejected rejected -> rejected(call, rejected.why());
      case Outcome.Failed failed -> failed(call, failed.failure());
      case Outcome.Stuck stuck -> stuck(call, stuck.failure());
      case Outcome.Unusable unusable -> unusable(call.pool(), unusable);
      case Outcome.Lost lost -> lost(call, lost.why());
      case Outcome.Plain plain -> plain(call, plain);
      case Outcome.Value value -> throw new IllegalArgumentException("no failure: " + value);
    };
  }

  private static PoolException rejected(Call call, Rejection why) {
    FailureContext context = context(call, why.worker(), Phase.QUEUED, true);
    return switch (why.kind()) {
      case NO_WORKERS ->
          new NoWorkersException(
              text(call, "no worker is ready, after waiting ")
                  + waited(call)
                  + detail(why.detail())
                  + "; see `lido tree` for its state, raise replicas, or wait longer with"
                  + " withQueueTimeout",
              null,
              context);
      case FULL ->
          new PoolFullException(
              text(call, "every worker is full, after waiting ")
                  + waited(call)
                  + "; call less at once, raise replicas, maxConcurrency or queue.limit, or wait"
                  + " longer with withQueueTimeout",
              null,
              context);
      case NOT_FOUND ->
          new TaskNotFoundException(
              text(call, "no worker knows ")
                  + task(call)
                  + detail(why.detail())
                  + "; put the code that it is in into the worker's image",
              null,
              context);
      case UNREADABLE ->
          new CodeMismatchException(
              text(call, "no worker could read ") + task(call) + detail(why.detail()),
              null,
              context);
      case CODE_MISMATCH ->
          new CodeMismatchException(
              text(call, "no worker has the same version of ")
                  + task(call)
                  + detail(why.detail())
                  + mine(call)
                  + "; give callers and workers the same build of its code",
              null,
              context);
    };
  }

  private static PoolException failed(Call call, Failure failure) {
    Throwable thrown = RemoteThrowables.of(failure, call.request().loader());
    FailureContext context = ran(call);
    return switch (failure.getKind()) {
      case TIMED_OUT -> timedOut(call, thrown, context);
      case DRAINED ->
          new WorkerDrainedException(
              text(call, "the worker had to go before the child ended, and interrupted it")
                  + detail(failure.getMessage())
                  + "; raise drain.timeout, or call again if running it twice does no harm",
              thrown,
              context);
      case VALUE_NOT_SERIALIZABLE ->
          new TaskNotSerializableException(
              text(call, "the child returned, but its value cannot be sent")
                  + detail(failure.getMessage())
                  + "; return something that is Serializable",
              thrown,
              context);
      case CANCELLED -> new PoolException(text(call, "the child was cancelled"), thrown, context);
      case THREW, STUCK, KIND_UNSPECIFIED, UNRECOGNIZED -> threw(call, failure, thrown, context);
    };
  }

  private static PoolException threw(
      Call call, Failure failure, @Nullable Throwable thrown, FailureContext context) {
    String what = thrown == null ? failure.getMessage() : said(thrown, failure);
    return new TaskFailedException(text(call, "the child threw ") + what, thrown, context);
  }

  /** Its own methods may throw here as well. */
  private static String said(Throwable thrown, Failure failure) {
    try {
      return thrown.toString();
    } catch (RuntimeException | Error broken) {
      return failure.getThrown().getClassName();
    }
  }

  private static PoolException timedOut(
      Call call, @Nullable Throwable thrown, FailureContext context) {
    return new TaskTimeoutException(
        text(call, "the child did not end in ")
            + seconds(call.timeout().toNanos())
            + " and is interrupted; raise task.timeout, or give it longer with withTimeout",
        thrown,
        context);
  }

  private static PoolException stuck(Call call, Failure failure) {
    return new TaskTimeoutException(
        text(call, "the child did not end in ")
            + seconds(call.timeout().toNanos())
            + ", and ignores its interrupt: the cause shows where it hangs, and its slot is taken"
            + " until it ends; let it block interruptibly, or look at Thread.interrupted()",
        RemoteThrowables.standIn(failure),
        ran(call));
  }

  static PoolException unusable(String pool, Outcome.Unusable unusable) {
    FailureContext context = FailureContext.unplaced(pool);
    String where = "pool " + pool + ": ";
    String detail = detail(unusable.detail());
    return switch (unusable.problem()) {
      case NOT_FOUND ->
          new PoolNotFoundException(
              where
                  + "it does not exist"
                  + detail
                  + "; apply a PoolResource of that name, or name another namespace",
              null,
              context);
      case DENIED ->
          new AccessDeniedException(
              where
                  + "the API server does not let this caller read it"
                  + detail
                  + "; allow get, list and watch of poolresources.lido.dev and of"
                  + " endpointslices.discovery.k8s.io in its namespace",
              null,
              context);
      case UNAUTHENTICATED ->
          new AccessDeniedException(
              where
                  + "the API server does not accept this caller's credentials"
                  + detail
                  + "; renew the token or certificate in the kubeconfig, or give the pod a service"
                  + " account",
              null,
              context);
      case REFUSED ->
          new PoolConnectException(
              where
                  + "the API server answers, but refuses for now"
                  + detail
                  + "; it is asked again and again: call later, and see to the API server if this"
                  + " lasts",
              null,
              context);
      case UNREACHABLE ->
          new PoolConnectException(
              where
                  + "the API server does not answer"
                  + detail
                  + "; check that it runs, and that KUBECONFIG names the right one",
              null,
              context);
    };
  }

  private static PoolException lost(Call call, String why) {
    return new WorkerLostException(
        text(call, "the worker or the connection to it was lost")
            + detail(why)
            + ": whether the child ran is unknown; call again if running it twice does no harm"
            + " (Pool.idempotent does)",
        null,
        given(call));
  }

  /** Returns the context of a call that a worker may have. */
  private static FailureContext given(Call call) {
    boolean placed = call.worker() != null || call.isRestarted();
    return context(call, null, placed ? Phase.PLACED : Phase.QUEUED, !placed);
  }

  private static PoolException plain(Call call, Outcome.Plain plain) {
    FailureContext context = given(call);
    return switch (plain) {
      case NOT_STARTED_IN_TIME -> timedOut(call, null, context(call, null, Phase.PLACED, true));
      case TIMED_OUT -> timedOut(call, null, context);
      case CLOSED ->
          new PoolClosedException(
              text(call, "Pools.close() was called before the call ended"), null, context);
      case INTERRUPTED ->
          new CallInterruptedException(
              text(
                  call,
                  context.retrySafe()
                      ? "the calling thread was interrupted, and nothing was placed"
                      : "the calling thread was interrupted; the child is cancelled"),
              null,
              context);
      case CANCELLED -> throw new IllegalArgumentException("cancelled calls have no failure");
    };
  }

  /** Returns the context of a failure after the child ran. */
  static FailureContext ran(Call call) {
    return context(call, null, Phase.RUNNING, false);
  }

  private static FailureContext context(
      Call call, @Nullable String other, Phase phase, boolean retrySafe) {
    WorkerSlots slots = call.worker();
    String worker = slots == null ? other : slots.worker();
    return new FailureContext(call.pool(), call.partition(), worker, phase, retrySafe);
  }

  /** Returns where, and the beginning of what. */
  static String text(Call call, String what) {
    StringBuilder where = new StringBuilder("pool ").append(call.pool());
    if (call.partition() >= 0) {
      where.append(", partition ").append(call.partition());
    }
    WorkerSlots slots = call.worker();
    if (slots != null) {
      where.append(", worker ").append(slots.worker());
    }
    return where.append(": ").append(what).toString();
  }

  private static String task(Call call) {
    String name = call.request().name();
    return name == null ? "the closure's code" : "a task named '" + name + "'";
  }

  /** Says where the caller has its code from; the worker has said where it has its own. */
  private static String mine(Call call) {
    ClassVersion code = call.request().code();
    return code == null ? "" : "; the caller's class is of " + code.source();
  }

  private static String detail(String said) {
    return said.isBlank() ? "" : " (" + said + ")";
  }

  private static String waited(Call call) {
    return call.isPatient() ? seconds(call.waited().toNanos()) : "0 s";
  }

  private static String seconds(long nanos) {
    if (nanos > 0 && nanos < 1_000_000) {
      return nanos % 1000 == 0 ? nanos / 1000 + " µs" : nanos + " ns";
    }
    long millis = nanos / 1_000_000;
    return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
  }
}
