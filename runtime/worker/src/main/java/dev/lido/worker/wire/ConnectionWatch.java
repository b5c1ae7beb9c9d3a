package dev.lido.worker.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.buffer.ByteBufUtil;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.handler.ssl.NotSslRecordException;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslHandler;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.security.cert.CertificateException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Says in a line why a connection was refused: gRPC itself says nothing. It goes out of the way with
 * the first bytes, when all that will handle them is in place.
 */
final class ConnectionWatch extends ChannelInboundHandlerAdapter {

  private static final Logger LOG = System.getLogger(ConnectionWatch.class.getName());
  private static final String GREETING = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final byte TLS_HANDSHAKE = 0x16;
  private static final int SHOWN = 16;

  @Override
  public void channelRead(ChannelHandlerContext context, Object bytes) {
    SslHandler tls = context.pipeline().get(SslHandler.class);
    SocketAddress peer = context.channel().remoteAddress();
    if (tls != null) {
      var unused = tls.handshakeFuture().addListener(done -> tell(peer, done.cause()));
    } else if (bytes instanceof ByteBuf first && !isGreeting(first)) {
      tell(peer, stranger(first));
    }
    context.fireChannelRead(bytes);
    if (!context.isRemoved()) {
      context.pipeline().remove(this);
    }
  }

  private static boolean isGreeting(ByteBuf first) {
    int length = Math.min(first.readableBytes(), GREETING.length());
    return first
        .toString(first.readerIndex(), length, US_ASCII)
        .equals(GREETING.substring(0, length));
  }

  private static String stranger(ByteBuf first) {
    return first.getByte(first.readerIndex()) == TLS_HANDSHAKE
        ? "it speaks TLS, this worker plaintext; set LIDO_TLS to the same at both"
        : "it does not speak HTTP/2, but begins with "
            + ByteBufUtil.hexDump(
                first, first.readerIndex(), Math.min(first.readableBytes(), SHOWN));
  }

  private static void tell(SocketAddress peer, @Nullable Throwable failure) {
    if (failure != null) {
      tell(peer, reason(failure));
    }
  }

  private static void tell(SocketAddress peer, String why) {
    LOG.log(Level.WARNING, "a connection from {0} was refused: {1}", peer, why);
  }

  private static String reason(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException) {
        return String.valueOf(cause.getMessage());
      }
      if (cause instanceof NotSslRecordException) {
        return "it speaks plaintext, this worker TLS; set LIDO_TLS to the same at both";
      }
    }
    String text = String.valueOf(failure.getMessage());
    if (text.contains("NOT_RETURN_A_CERTIFICATE")) {
      return "the caller shows no certificate; set LIDO_TLS there to the folder of one";
    }
    boolean told = text.toLowerCase(Locale.ROOT).contains("alert");
    return told ? "the caller refuses this worker's certificate, and says why itself" : text;
  }
}
