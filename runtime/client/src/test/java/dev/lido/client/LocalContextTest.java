package dev.lido.client;

class LocalContextTest extends ContextContract {

  @Override
  Pool pool(LocalSettings settings) {
    return Pool.local(settings);
  }
}
