// A caller of named tasks in another language, written after docs/protocol.md from the .proto alone.
//
// node caller.mjs PORT PLACEMENT_PROTO: calls the worker at PORT of pool default/thumbnails, which has
// five slots, and ends with 0 if everything went as it should.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { connect } from 'node:http2';
import { decode, encode, parse } from './protobuf.mjs';
import { partition, xxHash64 } from './keys.mjs';

const [port, proto] = process.argv.slice(2);
const types = parse(readFileSync(proto, 'utf8'));
const PART_BYTES = 128 * 1024;

/** A stream to a worker. */
class Caller {
  #session = connect(`http://127.0.0.1:${port}`);
  #stream;
  #received = Buffer.alloc(0);
  #parts = new Map();
  #waiters = [];
  #lastId = 0;
  messages = [];

  constructor(pool = 'thumbnails', version = { major: 1, minor: 2 }) {
    this.#stream = this.#session.request({
      ':method': 'POST',
      ':path': '/dev.lido.protocol.v1.Placement/Connect',
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    this.#stream.on('data', (bytes) => this.#take(bytes));
    this.status = new Promise((resolve) => {
      const settle = (headers) => headers['grpc-status'] !== undefined && resolve(headers['grpc-status']);
      this.#stream.on('response', settle).on('trailers', settle);
    });
    this.send({ hello: { version, caller: 'node/1', pool, namespace: 'default' } });
  }

  send(...messages) {
    const frame = encode(types, 'CallerFrame', { messages });
    const head = Buffer.alloc(5);
    head.writeUInt32BE(frame.length, 1);
    this.#stream.write(Buffer.concat([head, frame]));
  }

  #take(bytes) {
    this.#received = Buffer.concat([this.#received, bytes]);
    while (this.#received.length >= 5) {
      const end = 5 + this.#received.readUInt32BE(1);
      if (this.#received.length < end) break;
      const frame = decode(types, 'WorkerFrame', this.#received.subarray(5, end));
      this.#received = this.#received.subarray(end);
      (frame.messages ?? []).forEach((message) => this.#understand(message));
    }
  }

  #understand(message) {
    if (message.part) {
      const { id, data } = message.part;
      this.#parts.set(id, [...(this.#parts.get(id) ?? []), data]);
      return;
    }
    if (message.ended?.value !== undefined || this.#parts.has(message.ended?.id)) {
      const before = this.#parts.get(message.ended.id) ?? [];
      message.ended.value = Buffer.concat([...before, message.ended.value ?? Buffer.alloc(0)]);
      this.#parts.delete(message.ended.id);
    }
    this.messages.push(message);
    this.#waiters = this.#waiters.filter((waiter) => !waiter());
  }

  /** Waits for the first message, come or to come, of which this is true. */
  await(condition) {
    return new Promise((resolve) => {
      const look = () => {
        const found = this.messages.find(condition);
        if (found) resolve(found);
        return found !== undefined;
      };
      if (!look()) this.#waiters.push(look);
    });
  }

  /** Places a named task; returns its id. */
  place(name, argument, options = {}) {
    const id = BigInt(++this.#lastId);
    let rest = Buffer.from(argument);
    for (; rest.length > PART_BYTES; rest = rest.subarray(PART_BYTES)) {
      this.send({ part: { id, data: rest.subarray(0, PART_BYTES) } });
    }
    this.send({ place: { id, named: { name, argument: rest }, ...options } });
    return id;
  }

  answer(id) {
    return this.await((m) => m.ended?.id === id || m.refused?.id === id);
  }

  async call(name, argument, options) {
    return this.answer(this.place(name, argument, options));
  }

  close() {
    this.#stream.end();
    this.#session.close();
  }
}

const caller = new Caller();
const hello = (await caller.await((m) => m.hello)).hello;
assert.equal(hello.worker, 'worker-1');
assert.equal(hello.max_concurrency, 5);

// A call, also of what goes in parts.
assert.equal((await caller.call('echo', 'hello')).ended.value.toString(), 'hello');
const large = Buffer.alloc(3_000_000, 'abcdefg');
assert.ok((await caller.call('echo', large)).ended.value.equals(large));

// Errors: of the child, of the deadline, before the start.
const threw = (await caller.call('fail', 'no such frame')).ended.failure;
assert.equal(threw.kind, 'THREW');
assert.equal(threw.thrown.class_name, 'java.lang.IllegalStateException');
assert.equal(threw.thrown.message, 'no such frame');
assert.ok(threw.thrown.frames.length > 0);
assert.equal((await caller.call('block', '', { timeout_nanos: 50_000_000n })).ended.failure.kind, 'TIMED_OUT');
const unknown = (await caller.call('unheard-of', '')).refused;
assert.equal(unknown.reason, 'NOT_FOUND');
assert.match(unknown.message, /unheard-of/);

// A full worker refuses; who waits is granted the slots that become free.
const running = [];
for (let i = 0; i < 5; i++) running.push(caller.place('block', '', { report_start: true }));
for (const id of running) await caller.await((m) => m.started?.id === id);
assert.equal((await caller.call('echo', 'x')).refused.reason, 'FULL');
caller.send({ waiting: { waiting: true } });
caller.send({ cancel: { id: running[0] } });
assert.equal((await caller.answer(running[0])).ended.failure.kind, 'CANCELLED');
await caller.await((m) => m.grant);
assert.equal((await caller.call('echo', 'granted', { granted: true })).ended.value.toString(), 'granted');
caller.send({ return_grants: { count: 5 } });
for (const id of running.slice(1)) caller.send({ cancel: { id } });
for (const id of running.slice(1)) await caller.answer(id);

// Who means another pool, or speaks another version, is turned away.
assert.equal(await new Caller('another').status, '9');
for (const version of [{ major: 2, minor: 2 }, { major: 1, minor: 0 }, { major: 1, minor: 4 }]) {
  assert.equal(await new Caller('thumbnails', version).status, '9');
}
for (const minor of [1, 3]) {
  const apart = new Caller('thumbnails', { major: 1, minor });
  assert.equal((await apart.call('echo', 'apart')).ended.value.toString(), 'apart');
}

// Keys.
const hash = (text) => xxHash64(Buffer.from(text)).toString(16).toUpperCase().padStart(16, '0');
assert.equal(hash(''), 'EF46DB3751D8E999');
assert.equal(hash('a'), 'D24EC4F1A98C6E5B');
assert.equal(hash('abc'), '44BC2CF5AD770999');
assert.equal(hash('Nobody inspects the spammish repetition'), 'FBCEA83C8A378BF1');
assert.equal(partition(-7n, 4), 3);
assert.equal(partition('abc', 8), 1);

caller.close();
console.log('all is well');
process.exit(0);
