package dev.lido.operator.observe;

/**
 * Which worker of a pool.
 *
 * @param partition the partition, from 0
 * @param slot the slot of the partition that it fills, from 0
 * @param name the name of its pod
 * @param uid the UID of its pod
 * @param predecessor the UID that its name was made of: its predecessor's, or the pool's
 */
public record WorkerId(int partition, int slot, String name, String uid, String predecessor) {}
