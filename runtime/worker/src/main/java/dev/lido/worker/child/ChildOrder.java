package dev.lido.worker.child;

import com.google.protobuf.ByteString;
import dev.lido.protocol.closure.LambdaMaker;
import dev.lido.protocol.message.Placing;
import org.jspecify.annotations.Nullable;

/**
 * An admitted place.
 *
 * @param id its id, boxed
 * @param place the message
 * @param payload its whole payload
 * @param lambda makes the lambda that the payload is what it captured of; {@code null}: it is another
 *     closure, or a named task
 * @param caller who placed it, for people
 */
public record ChildOrder(
    Long id, Placing place, ByteString payload, @Nullable LambdaMaker lambda, String caller) {}
