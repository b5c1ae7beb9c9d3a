package dev.lido.operator.apply;

import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.InetAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** Builds a {@link SpreadHttpClient} of what {@code one} builds. */
record SpreadBuilder(HttpClient.Builder one) implements HttpClient.Builder {

  @Override
  public HttpClient build() {
    return SpreadHttpClient.of(one::build);
  }

  private SpreadBuilder with(UnaryOperator<HttpClient.Builder> setting) {
    return new SpreadBuilder(setting.apply(one));
  }

  @Override
  public HttpClient.Builder cookieHandler(CookieHandler cookieHandler) {
    return with(b -> b.cookieHandler(cookieHandler));
  }

  @Override
  public HttpClient.Builder connectTimeout(Duration duration) {
    return with(b -> b.connectTimeout(duration));
  }

  @Override
  public HttpClient.Builder sslContext(SSLContext sslContext) {
    return with(b -> b.sslContext(sslContext));
  }

  @Override
  public HttpClient.Builder sslParameters(SSLParameters sslParameters) {
    return with(b -> b.sslParameters(sslParameters));
  }

  @Override
  public HttpClient.Builder executor(Executor executor) {
    return with(b -> b.executor(executor));
  }

  @Override
  public HttpClient.Builder followRedirects(Redirect policy) {
    return with(b -> b.followRedirects(policy));
  }

  @Override
  public HttpClient.Builder version(Version version) {
    return with(b -> b.version(version));
  }

  @Override
  public HttpClient.Builder priority(int priority) {
    return with(b -> b.priority(priority));
  }

  @Override
  public HttpClient.Builder proxy(ProxySelector proxySelector) {
    return with(b -> b.proxy(proxySelector));
  }

  @Override
  public HttpClient.Builder authenticator(Authenticator authenticator) {
    return with(b -> b.authenticator(authenticator));
  }

  @Override
  public HttpClient.Builder localAddress(InetAddress localAddress) {
    return with(b -> b.localAddress(localAddress));
  }
}
