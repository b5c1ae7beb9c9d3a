package dev.lido.operator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test with an operator, of default options normally, and a kubelet that starts all pods. */
abstract class OperatorInCluster {

  Cluster cluster;
  FakeKubelet kubelet;
  LidoOperator operator;

  @BeforeEach
  void start() {
    cluster = Cluster.open();
    kubelet = FakeKubelet.startingAll(cluster);
    operator = newOperator();
    operator.start();
  }

  /** Returns an operator that was not started. */
  LidoOperator newOperator() {
    return new LidoOperator(cluster.client(), cluster.options());
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
