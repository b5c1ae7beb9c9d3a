package dev.lido.protocol.message;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import dev.lido.protocol.stream.Outgoing;
import dev.lido.protocol.stream.OutgoingPayload;
import dev.lido.protocol.v1.CallContext;
import dev.lido.protocol.v1.CallerMessage;
import dev.lido.protocol.v1.CodeVersion;
import dev.lido.protocol.v1.NamedTask;
import dev.lido.protocol.v1.Part;
import dev.lido.protocol.v1.Place;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A caller's message that has a {@link Place}. It is made step by step, and not changed once it is
 * given to others; then it is thread-safe.
 */
public final class Placing extends OutgoingPayload implements FromCaller {

  /** What is either so or not. */
  public enum Flag {
    /** The child lives on when its caller is gone. */
    UNLINKED(Place.UNLINKED_FIELD_NUMBER),
    /** It uses a granted slot. */
    GRANTED(Place.GRANTED_FIELD_NUMBER),
    /** The caller wants to hear when it starts. */
    REPORT_START(Place.REPORT_START_FIELD_NUMBER),
    /** It is a placed child. */
    PLACED_CHILD(Place.PLACED_CHILD_FIELD_NUMBER),
    /** The caller wants what it prints. */
    OUTPUT(Place.OUTPUT_FIELD_NUMBER);

    private final int field;

    Flag(int field) {
      this.field = field;
    }

    private int bit() {
      return 1 << field;
    }
  }

  private static final Flag[] FLAGS = Flag.values();

  static final int TAG =
      CallerMessage.PLACE_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;

  private long id;
  private long timeoutNanos;
  private int flags;
  private int lambda;
  private boolean hasWork;
  private @Nullable String name;
  private ByteString payload = ByteString.EMPTY;
  private @Nullable CodeVersion code;
  private @Nullable CallContext context;

  /* Of the Place alone; 0: not known yet. */
  private int placeSize;

  /** Creates the message of a place with this id, and nothing else yet. */
  public Placing(long id) {
    this.id = id;
  }

  Placing id(long other) {
    id = other;
    return this;
  }

  /** Says what to run: a closure, or what a lambda captured. */
  public Placing closure(ByteString closure) {
    hasWork = true;
    name = null;
    payload = closure;
    return this;
  }

  /** Says what to run: a named task. */
  public Placing named(String task, ByteString argument) {
    hasWork = true;
    name = task;
    payload = argument;
    return this;
  }

  /** Says how long it may take; 0: without limit. */
  public Placing timeoutNanos(long nanos) {
    timeoutNanos = nanos;
    return this;
  }

  /** Says whether something is so. */
  public Placing with(Flag flag, boolean is) {
    flags = is ? flags | flag.bit() : flags & ~flag.bit();
    return this;
  }

  /** Says of which shape the closure is; 0: it is one by itself. */
  public Placing lambda(int number) {
    lambda = number;
    return this;
  }

  /** Says which code the closure is of. */
  public Placing code(@Nullable CodeVersion version) {
    code = version;
    return this;
  }

  /** Says what travels with it. */
  public Placing context(@Nullable CallContext travels) {
    context = travels;
    return this;
  }

  /** Returns its id. */
  public long id() {
    return id;
  }

  /** Returns how long it may take; 0: without limit. */
  public long timeoutNanos() {
    return timeoutNanos;
  }

  /** Returns whether something is so. */
  public boolean is(Flag flag) {
    return (flags & flag.bit()) != 0;
  }

  /** Returns the shape of the closure; 0: it is one by itself. */
  public int lambda() {
    return lambda;
  }

  /** Returns whether it says what to run. */
  public boolean hasWork() {
    return hasWork;
  }

  /** Returns the name of the task; {@code null}: it is a closure. */
  public @Nullable String name() {
    return name;
  }

  /** Returns which code the closure is of; {@code null}: it does not say. */
  public @Nullable CodeVersion code() {
    return code;
  }

  /** Returns what travels with it; {@code null}: nothing. */
  public @Nullable CallContext context() {
    return context;
  }

  @Override
  public ByteString payload() {
    return payload;
  }

  @Override
  public Outgoing part(ByteString data) {
    Part part = Part.newBuilder().setId(id).setData(data).build();
    return Outgoing.of(CallerMessage.newBuilder().setPart(part).build());
  }

  @Override
  public Placing last(ByteString rest) {
    Placing last =
        new Placing(id).timeoutNanos(timeoutNanos).lambda(lambda).code(code).context(context);
    last.flags = flags;
    last.hasWork = hasWork;
    last.name = name;
    last.payload = rest;
    return last;
  }

  @Override
  public int size() {
    int place = placeSize();
    return 1 + CodedOutputStream.computeUInt32SizeNoTag(place) + place;
  }

  private int placeSize() {
    if (placeSize == 0) {
      placeSize = sizeOfNumbers() + sizeOfWork() + sizeOfRest();
    }
    return placeSize;
  }

  private int sizeOfNumbers() {
    int size = id == 0 ? 0 : CodedOutputStream.computeUInt64Size(Place.ID_FIELD_NUMBER, id);
    if (timeoutNanos != 0) {
      size += CodedOutputStream.computeUInt64Size(Place.TIMEOUT_NANOS_FIELD_NUMBER, timeoutNanos);
    }
    if (lambda != 0) {
      size += CodedOutputStream.computeUInt32Size(Place.LAMBDA_FIELD_NUMBER, lambda);
    }
    return size + 2 * Integer.bitCount(flags);
  }

  private int sizeOfWork() {
    if (!hasWork) {
      return 0;
    }
    if (name == null) {
      return CodedOutputStream.computeBytesSize(Place.CLOSURE_FIELD_NUMBER, payload);
    }
    int size = sizeOfNamed(name);
    return 1 + CodedOutputStream.computeUInt32SizeNoTag(size) + size;
  }

  private int sizeOfNamed(String task) {
    int size = 0;
    if (!task.isEmpty()) {
      size += CodedOutputStream.computeStringSize(NamedTask.NAME_FIELD_NUMBER, task);
    }
    if (!payload.isEmpty()) {
      size += CodedOutputStream.computeBytesSize(NamedTask.ARGUMENT_FIELD_NUMBER, payload);
    }
    return size;
  }

  private int sizeOfRest() {
    int size = 0;
    if (code != null) {
      size += CodedOutputStream.computeMessageSize(Place.CODE_FIELD_NUMBER, code);
    }
    if (context != null) {
      size += CodedOutputStream.computeMessageSize(Place.CONTEXT_FIELD_NUMBER, context);
    }
    return size;
  }

  @Override
  protected void writeTo(CodedOutputStream out) throws IOException {
    out.writeUInt32NoTag(TAG);
    out.writeUInt32NoTag(placeSize());
    if (id != 0) {
      out.writeUInt64(Place.ID_FIELD_NUMBER, id);
    }
    writeWork(out);
    if (timeoutNanos != 0) {
      out.writeUInt64(Place.TIMEOUT_NANOS_FIELD_NUMBER, timeoutNanos);
    }
    for (Flag flag : FLAGS) {
      if (is(flag)) {
        out.writeBool(flag.field, true);
      }
    }
    if (code != null) {
      out.writeMessage(Place.CODE_FIELD_NUMBER, code);
    }
    if (context != null) {
      out.writeMessage(Place.CONTEXT_FIELD_NUMBER, context);
    }
    if (lambda != 0) {
      out.writeUInt32(Place.LAMBDA_FIELD_NUMBER, lambda);
    }
  }

  private void writeWork(CodedOutputStream out) throws IOException {
    if (name != null) {
      out.writeTag(Place.NAMED_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
      out.writeUInt32NoTag(sizeOfNamed(name));
      if (!name.isEmpty()) {
        out.writeString(NamedTask.NAME_FIELD_NUMBER, name);
      }
      if (!payload.isEmpty()) {
        out.writeBytes(NamedTask.ARGUMENT_FIELD_NUMBER, payload);
      }
    } else if (hasWork) {
      out.writeBytes(Place.CLOSURE_FIELD_NUMBER, payload);
    }
  }
}
