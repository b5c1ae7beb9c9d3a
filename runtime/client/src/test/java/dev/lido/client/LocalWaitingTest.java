package dev.lido.client;

class LocalWaitingTest extends WaitingContract {

  @Override
  Pool pool(LocalSettings settings) {
    return Pool.local(settings.withHandler("echo", argument -> argument));
  }
}
