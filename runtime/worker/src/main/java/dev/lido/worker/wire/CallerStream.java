package dev.lido.worker.wire;

import com.google.protobuf.ByteString;
import dev.lido.protocol.closure.LambdaMaker;
import dev.lido.protocol.message.FromCaller;
import dev.lido.protocol.message.Placing;
import dev.lido.protocol.message.Placing.Flag;
import dev.lido.protocol.stream.FrameWriter;
import dev.lido.protocol.stream.OutgoingFrame;
import dev.lido.protocol.stream.PartAssembler;
import dev.lido.protocol.v1.CallerHello;
import dev.lido.protocol.v1.CallerMessage;
import dev.lido.protocol.v1.ChildEnded;
import dev.lido.protocol.v1.DefineLambda;
import dev.lido.protocol.v1.Refused;
import dev.lido.worker.admission.Admission;
import dev.lido.worker.admission.CallerSlots;
import dev.lido.worker.admission.Verdict;
import dev.lido.worker.child.ChildOrder;
import dev.lido.worker.child.Endings;
import dev.lido.worker.child.StopReason;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The worker's end of one caller's stream.
 *
 * <p>What the caller sends is handled by the stream's event loop, in order; what its {@linkplain
 * StreamChildren children} tell comes from their threads at any time.
 */
public final class CallerStream implements StreamObserver<List<FromCaller>>, Endings.Listener {

  private static final Logger LOG = System.getLogger(CallerStream.class.getName());
  private static final int MOST_LAMBDAS = 4_096;

  private final WireContext worker;
  private final CallerSlots slots;
  private final ServerCallStreamObserver<OutgoingFrame> responses;
  private final FrameWriter writer;
  private final StreamChildren children;
  private final StandingBy standingBy;

  /* Only the event loop touches these. */
  private final PartAssembler parts = new PartAssembler();
  private final EarlyCancels earlyCancels = new EarlyCancels();
  private final Map<Integer, LambdaMaker> lambdas = new HashMap<>();
  private String caller = "";
  private boolean joined;
  private @Nullable Silence silence;

  private final AtomicBoolean over = new AtomicBoolean();
  private final Backlog backlog;

  CallerStream(
      WireContext worker, ServerCallStreamObserver<OutgoingFrame> responses, Executor loop) {
    this.worker = worker;
    this.slots = worker.slots().of(new Outlet());
    this.standingBy = new StandingBy(slots, new Decided());
    this.responses = responses;
    this.writer = new FrameWriter(responses, loop);
    this.children = new StreamChildren(worker, slots, writer, over::get);
    this.backlog = new Backlog(writer, responses, slots::hold, slots::goOn);
    responses.setOnReadyHandler(this::ready);
    responses.setOnCancelHandler(this::cut);
  }

  private void ready() {
    writer.flush();
    slots.ready();
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // That is how a bad frame is told.
  public void onNext(List<FromCaller> frame) {
    Silence listening = silence;
    if (listening != null) {
      listening.heard();
    }
    if (frame == TolerantFrames.BAD) {
      turnAway("it sent what is no frame of this wire");
      return;
    }
    try {
      take(frame);
    } catch (RuntimeException senseless) {
      turnAway("it sent what makes no sense: " + senseless);
    }
  }

  /** Ends the stream of a caller that does not know the wire; others have no part in it. */
  private void turnAway(String why) {
    if (!over.get()) {
      LOG.log(Level.WARNING, "the stream of caller ''{0}'' is closed: {1}", caller, why);
      leave();
      over.set(true);
      writer.fail(Status.INVALID_ARGUMENT.withDescription(why).asRuntimeException());
    }
  }

  private void take(List<FromCaller> frame) {
    for (FromCaller message : frame) {
      if (over.get()) {
        return;
      }
      if (joined) {
        handle(message);
      } else {
        join(message);
      }
    }
    backlog.takeNext();
  }

  @Override
  public void onError(Throwable gone) {
    cut();
  }

  /** Nobody reads any more; children that live on need not keep what they say. */
  private void cut() {
    leave();
    writer.close();
  }

  @Override
  public void onCompleted() {
    leave();
    writer.complete();
  }

  private void join(FromCaller first) {
    CallerMessage message =
        first instanceof FromCaller.Other other
            ? other.message()
            : CallerMessage.getDefaultInstance();
    CallerHello hello = message.getHello();
    Optional<String> mismatch =
        message.hasHello()
            ? Messages.mismatch(hello, worker.identity())
            : Optional.of("the first message of a caller must be its hello");
    if (mismatch.isPresent()) {
      over.set(true);
      responses.onError(
          Status.FAILED_PRECONDITION.withDescription(mismatch.get()).asRuntimeException());
      return;
    }
    joined = true;
    caller = hello.getCaller();
    silence = Silence.of(hello.getVersion());
    writer.write(Messages.hello(worker, slots.join()));
    slots.joined();
    worker.streams().add(this);
    if (worker.slots().isDraining()) {
      tellDraining();
    }
  }

  private void leave() {
    if (!over.compareAndSet(false, true)) {
      return;
    }
    worker.streams().remove(this);
    worker.children().endings().forget(this);
    slots.leave();
    for (int withdrawn = standingBy.leave(); withdrawn > 0; withdrawn--) {
      worker.children().left();
    }
    children.leave();
  }

  private void handle(FromCaller message) {
    switch (message) {
      case Placing place -> place(place);
      case FromCaller.Other other -> handle(other.message());
    }
  }

  private void handle(CallerMessage message) {
    switch (message.getKindCase()) {
      case PART -> parts.add(message.getPart().getId(), message.getPart().getData());
      case CANCEL -> cancel(message.getCancel().getId());
      case WAITING -> slots.waiting(message.getWaiting().getWaiting());
      case RETURN_GRANTS -> slots.giveBack(message.getReturnGrants().getCount());
      case MONITOR -> worker.children().endings().monitor(message.getMonitor().getChild(), this);
      case STOP -> worker.children().stop(message.getStop().getChild(), StopReason.CANCELLED);
      case DEFINE_LAMBDA -> define(message.getDefineLambda());
      case PLACE, PONG, HELLO, KIND_NOT_SET -> {}
    }
  }

  private void define(DefineLambda definition) {
    if (lambdas.size() < MOST_LAMBDAS) {
      lambdas.put(definition.getNumber(), worker.children().maker(definition.getShape()));
    }
  }

  private void place(Placing place) {
    Long id = place.id();
    ByteString payload = parts.finish(id, place.payload());
    LambdaMaker lambda = place.lambda() == 0 ? null : lambdas.get(place.lambda());
    if (earlyCancels.remove(id)) {
      children.refuse(id, Refused.Reason.CANCELLED, "its caller cancelled it");
    } else if (children.has(id) || standingBy.has(id)) {
      children.refuse(id, Refused.Reason.UNREADABLE, "a child of this id runs already");
    } else if (place.lambda() != 0 && lambda == null) {
      children.refuse(id, Refused.Reason.UNREADABLE, "no lambda was defined by that number");
    } else {
      worker.children().entered();
      decide(new ChildOrder(id, place, payload, lambda, caller));
    }
  }

  private void decide(ChildOrder order) {
    Verdict verdict = slots.admit(order.place().is(Flag.GRANTED));
    if (verdict == Verdict.STAND_BY) {
      verdict = standingBy.add(order);
    }
    switch (verdict) {
      case ADMITTED -> children.start(order);
      case STAND_BY -> {}
      case FULL -> {
        turnDown(order, Refused.Reason.FULL, "every slot of the worker is taken");
        slots.refusedAsFull();
      }
      case DRAINING -> turnDown(order, Refused.Reason.DRAINING, "the worker drains");
    }
  }

  private void turnDown(ChildOrder order, Refused.Reason reason, String message) {
    children.refuse(order.id(), reason, message);
    worker.children().left();
  }

  private void cancel(long id) {
    if (standingBy.cancel(id)) {
      return;
    }
    if (!children.stop(id)) {
      earlyCancels.add(id);
    }
  }

  @Override
  public void childEnded(ChildEnded how) {
    writer.write(Messages.childEnded(how));
  }

  void tellDraining() {
    writer.write(Messages.draining());
  }

  /** Asks a silent caller for a sign of life, and ends the stream of one that gives none. */
  void checkSilence() {
    if (backlog.isHeld()) {
      checkBacklog();
      return;
    }
    Silence listened = silence;
    switch (listened == null ? Silence.Verdict.FINE : listened.check()) {
      case FINE -> {}
      case ASK -> writer.write(Messages.ping());
      case GONE -> end("nothing has come from this caller for some seconds");
    }
  }

  /** What a caller says is not heard while it is held: then that it reads is its sign of life. */
  private void checkBacklog() {
    forgiveSilence();
    if (backlog.hasStalled()) {
      LOG.log(Level.WARNING, "the stream of caller {0} is ended: {1}", caller, backlog);
      end(Status.RESOURCE_EXHAUSTED.withDescription(backlog.toString()));
    }
  }

  void forgiveSilence() {
    Silence listened = silence;
    if (listened != null) {
      listened.forgive();
    }
  }

  /** Ends the stream at once, without having answered; from whatever thread. */
  void end(String why) {
    end(Status.ABORTED.withDescription(why));
  }

  private void end(Status why) {
    writer.fail(why.asRuntimeException());
    leave();
  }

  void complete() {
    writer.complete();
  }

  /** What becomes of places that stood by. */
  private final class Decided implements StandingBy.Decided {
    @Override
    public void start(ChildOrder order) {
      children.start(order);
    }

    @Override
    public void stop(long id) {
      children.stop(id);
    }

    @Override
    public void refuse(long id, Refused.Reason reason, String message) {
      children.refuse(id, reason, message);
      slots.refusedAsFull();
      worker.children().left();
    }
  }

  /** What the caller is told of the slots. */
  private final class Outlet implements CallerSlots.Outlet {
    @Override
    public void grant() {
      writer.write(Messages.oneGrant());
    }

    @Override
    public void load(Admission.Load load, int stuck) {
      writer.write(Messages.loaded(load, stuck));
    }

    @Override
    public boolean isReady() {
      return responses.isReady();
    }
  }
}
