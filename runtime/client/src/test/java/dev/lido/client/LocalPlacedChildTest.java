package dev.lido.client;

class LocalPlacedChildTest extends PlacedChildContract {

  @Override
  Pool pool(LocalSettings settings) {
    return Pool.local(settings.withHandler("echo", argument -> argument));
  }
}
