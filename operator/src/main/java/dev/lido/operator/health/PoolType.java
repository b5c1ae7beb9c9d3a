package dev.lido.operator.health;

import java.net.HttpURLConnection;

/** Whether the API server knows the type of pools, by its last answer. It is thread-safe. */
public final class PoolType {

  private volatile boolean missing;

  /** Notes the status with which the API server answered who lists or watches pools. */
  public void answered(int status) {
    if (status == HttpURLConnection.HTTP_NOT_FOUND) {
      missing = true;
    } else if (status < HttpURLConnection.HTTP_MULT_CHOICE) {
      missing = false;
    }
  }

  /** Tells whether it does not. */
  public boolean isMissing() {
    return missing;
  }
}
