package dev.lido.worker.child;

import com.google.protobuf.ByteString;
import dev.lido.protocol.v1.Place;

/**
 * An admitted place.
 *
 * @param place the message
 * @param payload its whole payload
 * @param caller who placed it, for people
 */
public record ChildOrder(Place place, ByteString payload, String caller) {}
