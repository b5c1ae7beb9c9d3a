package dev.lido.client.internal;

import dev.lido.client.CallInterruptedException;
import dev.lido.client.Child;
import dev.lido.client.ChildId;
import dev.lido.client.FailureContext;
import dev.lido.client.OutputLine;
import dev.lido.client.Pool;
import dev.lido.client.PoolExecutor;
import dev.lido.client.PoolMember;
import dev.lido.client.PoolStats;
import dev.lido.client.internal.call.BlockingCall;
import dev.lido.client.internal.call.Call;
import dev.lido.client.internal.call.CallOptions;
import dev.lido.client.internal.call.CastCall;
import dev.lido.client.internal.call.FutureCall;
import dev.lido.client.internal.call.Outcome;
import dev.lido.client.internal.call.OutputTarget;
import dev.lido.client.internal.call.PlaceCall;
import dev.lido.client.internal.call.Request;
import dev.lido.client.internal.call.Results;
import dev.lido.client.internal.executor.TaskExecutor;
import dev.lido.client.internal.group.Group;
import dev.lido.client.internal.placement.PartitionKey;
import dev.lido.protocol.task.Task;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A view of a pool: its group, and how this view differs. */
record PoolView(Group group, CallOptions options) implements Pool {

  @Override
  public String name() {
    return group.identity().name();
  }

  @Override
  public String namespace() {
    return group.identity().namespace();
  }

  private String qualifiedName() {
    return group.poolName();
  }

  @Override
  public <T extends @Nullable Object> T call(Task<T> task) {
    return PoolView.<T>typed(Results.object(await(Request.of(qualifiedName(), task))));
  }

  @Override
  public byte[] call(String name, byte[] argument) {
    return Results.bytes(await(Request.of(name, argument)));
  }

  private Call await(Request request) {
    return await(new BlockingCall(qualifiedName(), request, options));
  }

  private <C extends BlockingCall> C await(C call) {
    if (Thread.currentThread().isInterrupted()) {
      call.finish(Outcome.Plain.INTERRUPTED);
      return call;
    }
    group.submit(call);
    if (call.await(group) == Outcome.Plain.INTERRUPTED) {
      Thread.currentThread().interrupt();
    }
    return call;
  }

  @Override
  public <T extends @Nullable Object> CompletableFuture<T> submit(Task<T> task) {
    return start(
            Request.of(qualifiedName(), task),
            call -> PoolView.<T>typed(Results.object(call)),
            () -> {})
        .future();
  }

  @Override
  public CompletableFuture<byte[]> submit(String name, byte[] argument) {
    return start(Request.of(name, argument), Results::bytes, () -> {}).future();
  }

  private <T extends @Nullable Object> FutureCall<T> start(
      Request request, Function<Call, T> result, Runnable whenOver) {
    FutureCall<T> call =
        new FutureCall<>(qualifiedName(), request, options, group, result, whenOver);
    group.submit(call);
    return call;
  }

  /** The task's type says what its value is. */
  @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"})
  private static <T extends @Nullable Object> T typed(@Nullable Object value) {
    return (T) value;
  }

  @Override
  public void cast(Task<?> task) {
    cast(Request.of(qualifiedName(), task));
  }

  @Override
  public void cast(String name, byte[] argument) {
    cast(Request.of(name, argument));
  }

  private void cast(Request request) {
    CastCall call = new CastCall(qualifiedName(), request, options.withUnlinked());
    group.submit(call);
  }

  @Override
  public Child placeChild(Task<?> task) {
    return placeChild(Request.of(qualifiedName(), task));
  }

  @Override
  public Child placeChild(String name, byte[] argument) {
    return placeChild(Request.of(name, argument));
  }

  private Child placeChild(Request request) {
    PlaceCall call = await(new PlaceCall(qualifiedName(), request, options));
    if (call.isMisunderstood()) {
      group.giveUp(call, true, Outcome.Plain.CANCELLED);
    }
    return child(Results.child(call));
  }

  @Override
  public Child child(ChildId id) {
    return new Handle(group, id);
  }

  @Override
  public PoolExecutor executor() {
    return new TaskExecutor(
        qualifiedName(),
        new TaskExecutor.Starter() {
          @Override
          public <T extends @Nullable Object> FutureCall<T> start(Task<T> task, Runnable whenOver) {
            return PoolView.this.start(
                Request.of(qualifiedName(), task),
                call -> PoolView.<T>typed(Results.object(call)),
                whenOver);
          }
        });
  }

  @Override
  public Pool partition(long key) {
    return with(options.withKey(PartitionKey.of(key)));
  }

  @Override
  public Pool partition(String key) {
    return with(options.withKey(PartitionKey.of(key)));
  }

  @Override
  public Pool partition(byte[] key) {
    return with(options.withKey(PartitionKey.of(key)));
  }

  @Override
  public Pool withTimeout(Duration timeout) {
    return with(options.withTimeout(timeout));
  }

  @Override
  public Pool withQueueTimeout(Duration timeout) {
    return with(options.withQueueTimeout(timeout));
  }

  @Override
  public Pool unlinked() {
    return with(options.withUnlinked());
  }

  @Override
  public Pool withOutput(Consumer<? super OutputLine> consumer) {
    return with(options.withOutput(OutputTarget.of(consumer)));
  }

  @Override
  public Pool withoutOutput() {
    return with(options.withOutput(OutputTarget.NONE));
  }

  @Override
  public Pool idempotent(int retries) {
    return with(options.withRetries(retries));
  }

  private Pool with(CallOptions other) {
    return new PoolView(group, other);
  }

  @Override
  public List<PoolMember> members() {
    try {
      Outcome.Unusable problem = group.awaitMembers();
      if (problem != null) {
        throw Results.unusable(qualifiedName(), problem);
      }
      return group.members(options.key());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CallInterruptedException(
          "pool " + qualifiedName() + ": the thread was interrupted while it joined the group",
          interrupted,
          FailureContext.unplaced(qualifiedName()));
    }
  }

  @Override
  public PoolStats stats() {
    return group.stats();
  }

  @Override
  public String toString() {
    return "Pool[" + qualifiedName() + "]";
  }
}
