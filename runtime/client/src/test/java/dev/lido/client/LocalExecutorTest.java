package dev.lido.client;

class LocalExecutorTest extends ExecutorContract {

  @Override
  Pool pool(LocalSettings settings) {
    return Pool.local(settings);
  }
}
