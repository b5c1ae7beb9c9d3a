/** {@code lido bench calls}: the rate and the latency of calls, beside raw gRPC and Hazelcast. */
@NullMarked
package dev.lido.bench.calls;

import org.jspecify.annotations.NullMarked;
