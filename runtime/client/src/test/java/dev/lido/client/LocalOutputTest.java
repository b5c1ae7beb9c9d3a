package dev.lido.client;

class LocalOutputTest extends OutputContract {

  @Override
  Pool pool(LocalSettings settings) {
    return Pool.local(settings);
  }
}
