package dev.lido.operator.apply;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A request that takes one of its connection's streams: until the body of its answer has ended, with
 * a watch for long. It is thread-safe.
 */
final class OpenStream {

  private final AtomicInteger streams;
  private final AtomicBoolean open = new AtomicBoolean(true);

  /** Opens one, which counts among {@code streams} until it ends. */
  OpenStream(AtomicInteger streams) {
    this.streams = streams;
    streams.incrementAndGet();
  }

  /** Counts it no more. Idempotent. */
  void end() {
    if (open.compareAndSet(true, false)) {
      streams.decrementAndGet();
    }
  }

  /** Returns a handler that does what {@code handler} does, and ends this with the body. */
  <T> BodyHandler<T> endWithBody(BodyHandler<T> handler) {
    return head -> new Body<>(handler.apply(head), this);
  }

  private record Body<T>(BodySubscriber<T> reader, OpenStream stream) implements BodySubscriber<T> {

    @Override
    public void onSubscribe(Subscription body) {
      reader.onSubscribe(
          new Subscription() {
            @Override
            public void request(long parts) {
              body.request(parts);
            }

            @Override
            public void cancel() {
              stream.end();
              body.cancel();
            }
          });
    }

    @Override
    public void onNext(List<ByteBuffer> part) {
      reader.onNext(part);
    }

    @Override
    public void onError(Throwable failure) {
      stream.end();
      reader.onError(failure);
    }

    @Override
    public void onComplete() {
      stream.end();
      reader.onComplete();
    }

    @Override
    public CompletionStage<T> getBody() {
      return reader.getBody();
    }
  }
}
