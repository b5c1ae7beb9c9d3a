package dev.lido.client;

class LocalPoolTest extends PoolContract {

  @Override
  Pool pool(LocalSettings settings) {
    return Pool.local(settings.withHandler("echo", argument -> argument));
  }
}
