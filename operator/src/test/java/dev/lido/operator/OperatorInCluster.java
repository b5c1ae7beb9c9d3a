package dev.lido.operator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test with an operator of default options and a kubelet that starts all pods. */
abstract class OperatorInCluster {

  Cluster cluster;
  FakeKubelet kubelet;
  LidoOperator operator;

  @BeforeEach
  void start() {
    cluster = Cluster.open();
    kubelet = FakeKubelet.startingAll(cluster);
    operator = new LidoOperator(cluster.client(), cluster.options());
    operator.start();
  }

  @AfterEach
  void stop() {
    if (operator != null) {
      operator.close();
      kubelet.close();
      cluster.close();
    }
  }
}
