package dev.lido.worker.wire;

import dev.lido.worker.WorkerIdentity;
import dev.lido.worker.admission.Slots;
import dev.lido.worker.child.Children;
import java.util.concurrent.Executor;

/**
 * What the streams of a worker have in common.
 *
 * @param identity which worker it is
 * @param maxConcurrency how many slots it has
 * @param slots who gets them
 * @param children who has them
 * @param streams the callers' streams
 * @param outputs sends what children print, on a thread that they cannot starve
 */
public record WireContext(
    WorkerIdentity identity,
    int maxConcurrency,
    Slots slots,
    Children children,
    CallerStreams streams,
    Executor outputs) {}
