// The partition of a key, as docs/protocol.md defines it.

const P1 = 0x9e3779b185ebca87n;
const P2 = 0xc2b2ae3d27d4eb4fn;
const P3 = 0x165667b19e3779f9n;
const P4 = 0x85ebca77c2b2ae63n;
const P5 = 0x27d4eb2f165667c5n;

const u64 = (value) => BigInt.asUintN(64, value);
const rotl = (value, bits) => u64((value << bits) | (value >> (64n - bits)));
const round = (state, input) => u64(rotl(u64(state + input * P2), 31n) * P1);
const merge = (hash, state) => u64((hash ^ round(0n, state)) * P1 + P4);

/** xxHash64 with seed 0. */
export function xxHash64(bytes) {
  let at = 0;
  let hash = P5;
  if (bytes.length >= 32) {
    const states = [u64(P1 + P2), P2, 0n, u64(-P1)];
    for (; at + 32 <= bytes.length; ) {
      for (let i = 0; i < 4; i++, at += 8) states[i] = round(states[i], bytes.readBigUInt64LE(at));
    }
    const [a, b, c, d] = states;
    hash = u64(rotl(a, 1n) + rotl(b, 7n) + rotl(c, 12n) + rotl(d, 18n));
    hash = states.reduce(merge, hash);
  }
  hash = u64(hash + BigInt(bytes.length));
  for (; at + 8 <= bytes.length; at += 8) {
    hash = u64(rotl(hash ^ round(0n, bytes.readBigUInt64LE(at)), 27n) * P1 + P4);
  }
  if (at + 4 <= bytes.length) {
    hash = u64(rotl(hash ^ u64(BigInt(bytes.readUInt32LE(at)) * P1), 23n) * P2 + P3);
    at += 4;
  }
  for (; at < bytes.length; at++) hash = u64(rotl(hash ^ u64(BigInt(bytes[at]) * P5), 11n) * P1);
  hash = u64((hash ^ (hash >> 33n)) * P2);
  hash = u64((hash ^ (hash >> 29n)) * P3);
  return hash ^ (hash >> 32n);
}

/** The partition of a key: a BigInt, a string or bytes. */
export function partition(key, partitions) {
  const number = typeof key === 'bigint' ? (key < 0n ? -key : key) : xxHash64(Buffer.from(key));
  return Number(number % BigInt(partitions));
}
