package dev.lido.bench.peer;

import dev.lido.protocol.tls.Tls;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ServerCredentials;
import io.grpc.TlsChannelCredentials;
import io.grpc.TlsServerCredentials;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Credentials of raw gRPC, as its guide has them. */
final class GrpcTls {

  private GrpcTls() {}

  static ServerCredentials ofServer(Tls tls) {
    return switch (tls) {
      case Tls.Plaintext none -> InsecureServerCredentials.create();
      case Tls.Files files -> {
        try {
          yield TlsServerCredentials.newBuilder()
              .keyManager(files.certificates().toFile(), files.key().toFile())
              .trustManager(files.authorities().toFile())
              .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
              .build();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  static ChannelCredentials ofCaller(Tls tls) {
    return switch (tls) {
      case Tls.Plaintext none -> InsecureChannelCredentials.create();
      case Tls.Files files -> {
        try {
          yield TlsChannelCredentials.newBuilder()
              .keyManager(files.certificates().toFile(), files.key().toFile())
              .trustManager(files.authorities().toFile())
              .build();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }
}
