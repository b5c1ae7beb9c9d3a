package dev.lido.cli.kubelet;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.InstantSource;

/** What running one pod needs. */
record PodContext(
    Pod pod,
    KubernetesClient client,
    KubeletOptions options,
    Addresses addresses,
    InstantSource clock) {}
