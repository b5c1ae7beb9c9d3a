package dev.lido.bench.peer;

import com.google.protobuf.ByteString;
import dev.lido.bench.echo.EchoGrpc;
import dev.lido.bench.echo.Numbered;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/** Requests and answers on one bidirectional stream, told apart by numbers. Thread-safe. */
final class GrpcStream {

  private final AtomicLong lastId = new AtomicLong();
  private final ConcurrentMap<Long, CompletableFuture<ByteString>> waiting =
      new ConcurrentHashMap<>();
  private final StreamObserver<Numbered> requests;

  GrpcStream(EchoGrpc.EchoStub stub) {
    requests = stub.stream(new Answers());
  }

  ByteString call(ByteString data) throws Exception {
    long id = lastId.incrementAndGet();
    CompletableFuture<ByteString> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    Numbered request = Numbered.newBuilder().setId(id).setData(data).build();
    synchronized (requests) {
      requests.onNext(request);
    }
    return answer.get();
  }

  private final class Answers implements StreamObserver<Numbered> {

    @Override
    public void onNext(Numbered answer) {
      CompletableFuture<ByteString> caller = waiting.remove(answer.getId());
      if (caller != null) {
        caller.complete(answer.getData());
      }
    }

    @Override
    public void onError(Throwable failure) {
      waiting.values().forEach(caller -> caller.completeExceptionally(failure));
    }

    @Override
    public void onCompleted() {
      onError(new IllegalStateException("the server has ended the stream"));
    }
  }
}
