package dev.lido.operator.apply;

import java.time.Instant;

/**
 * What a kubelet said of a container, perhaps more than once.
 *
 * @param container the container, as the event's {@code fieldPath}: {@code spec.containers{worker}}
 * @param reason one word
 * @param message a sentence
 * @param first when it was said first
 * @param last when it was said last
 */
public record KubeletEvent(
    String container, String reason, String message, Instant first, Instant last) {}
