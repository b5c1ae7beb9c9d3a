package dev.lido.protocol.message;

import static dev.lido.protocol.closure.CompactValues.NOTHING;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.UnsafeByteOperations;
import com.google.protobuf.WireFormat;
import dev.lido.protocol.message.Placing.Flag;
import dev.lido.protocol.v1.CallContext;
import dev.lido.protocol.v1.CodeVersion;
import dev.lido.protocol.v1.NamedTask;
import dev.lido.protocol.v1.Place;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads places as callers write them; what is written in another way is for protobuf to read. */
final class PlacingReader {

  private static final int NUMBER = WireFormat.WIRETYPE_VARINT;
  private static final int BYTES = WireFormat.WIRETYPE_LENGTH_DELIMITED;

  private static final int NAME = NamedTask.NAME_FIELD_NUMBER << 3 | BYTES;
  private static final int ARGUMENT = NamedTask.ARGUMENT_FIELD_NUMBER << 3 | BYTES;

  private PlacingReader() {}

  /** Returns what protobuf has read. */
  static Placing of(Place place) {
    Placing placing =
        new Placing(place.getId())
            .timeoutNanos(place.getTimeoutNanos())
            .with(Flag.UNLINKED, place.getUnlinked())
            .with(Flag.GRANTED, place.getGranted())
            .with(Flag.REPORT_START, place.getReportStart())
            .with(Flag.PLACED_CHILD, place.getPlacedChild())
            .with(Flag.OUTPUT, place.getOutput())
            .lambda(place.getLambda())
            .code(place.hasCode() ? place.getCode() : null)
            .context(place.hasContext() ? place.getContext() : null);
    return switch (place.getWorkCase()) {
      case CLOSURE -> placing.closure(place.getClosure());
      case NAMED -> placing.named(place.getNamed().getName(), place.getNamed().getArgument());
      case WORK_NOT_SET -> placing;
    };
  }

  /** Reads to the limit; {@code null}: there is something unusual. */
  static @Nullable Placing read(CodedInputStream in) throws IOException {
    Placing placing = new Placing(0);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      boolean usual =
          switch (tag & 7) {
            case NUMBER -> number(in, tag >>> 3, placing);
            case BYTES -> bytes(in, tag >>> 3, placing);
            default -> false;
          };
      if (!usual) {
        return null;
      }
    }
    return placing;
  }

  private static boolean number(CodedInputStream in, int field, Placing placing)
      throws IOException {
    switch (field) {
      case Place.ID_FIELD_NUMBER -> placing.id(in.readUInt64());
      case Place.TIMEOUT_NANOS_FIELD_NUMBER -> placing.timeoutNanos(in.readUInt64());
      case Place.UNLINKED_FIELD_NUMBER -> placing.with(Flag.UNLINKED, in.readBool());
      case Place.GRANTED_FIELD_NUMBER -> placing.with(Flag.GRANTED, in.readBool());
      case Place.REPORT_START_FIELD_NUMBER -> placing.with(Flag.REPORT_START, in.readBool());
      case Place.PLACED_CHILD_FIELD_NUMBER -> placing.with(Flag.PLACED_CHILD, in.readBool());
      case Place.OUTPUT_FIELD_NUMBER -> placing.with(Flag.OUTPUT, in.readBool());
      case Place.LAMBDA_FIELD_NUMBER -> placing.lambda(in.readUInt32());
      default -> {
        return false;
      }
    }
    return true;
  }

  /** What comes twice is unusual: protobuf would merge it. */
  private static boolean bytes(CodedInputStream in, int field, Placing placing) throws IOException {
    switch (field) {
      case Place.CLOSURE_FIELD_NUMBER -> placing.closure(payload(in));
      case Place.NAMED_FIELD_NUMBER -> {
        return !placing.hasWork() && named(in, placing);
      }
      case Place.CODE_FIELD_NUMBER -> {
        boolean first = placing.code() == null;
        placing.code(
            in.readMessage(CodeVersion.parser(), ExtensionRegistryLite.getEmptyRegistry()));
        return first;
      }
      case Place.CONTEXT_FIELD_NUMBER -> {
        boolean first = placing.context() == null;
        placing.context(
            in.readMessage(CallContext.parser(), ExtensionRegistryLite.getEmptyRegistry()));
        return first;
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static boolean named(CodedInputStream in, Placing placing) throws IOException {
    int limit = in.pushLimit(in.readRawVarint32());
    String name = "";
    ByteString argument = ByteString.EMPTY;
    int tag = in.readTag();
    while (tag == NAME || tag == ARGUMENT) {
      if (tag == NAME) {
        name = in.readStringRequireUtf8();
      } else {
        argument = in.readBytes();
      }
      tag = in.readTag();
    }
    in.skipRawBytes(in.getBytesUntilLimit());
    in.popLimit(limit);
    placing.named(name, argument);
    return tag == 0;
  }

  /** Most lambdas capture nothing, and need no bytes of their own. */
  private static ByteString payload(CodedInputStream in) throws IOException {
    int size = in.readRawVarint32();
    if (size != NOTHING.size()) {
      return UnsafeByteOperations.unsafeWrap(in.readRawBytes(size));
    }
    byte first = in.readRawByte();
    byte second = in.readRawByte();
    return first == NOTHING.byteAt(0) && second == NOTHING.byteAt(1)
        ? NOTHING
        : UnsafeByteOperations.unsafeWrap(new byte[] {first, second});
  }
}
