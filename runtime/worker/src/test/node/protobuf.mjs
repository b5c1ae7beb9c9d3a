// Reads and writes messages as a .proto file describes them: as much of proto3 as the wire of Lido needs.

const SCALARS = new Set(['uint32', 'uint64', 'int32', 'sint32', 'bool', 'string', 'bytes', 'fixed64']);

/** Parses the text of a .proto file; returns its messages and enums by name. */
export function parse(text) {
  const tokens = text
    .replace(/\/\/.*$/gm, '')
    .match(/[A-Za-z_][\w.]*|\d+|"[^"]*"|[{}=;()]/g);
  const types = { messages: {}, enums: {} };
  let at = 0;
  const next = () => tokens[at++];
  const until = (end) => {
    while (next() !== end);
  };

  function block(fields) {
    for (let token = next(); token !== '}'; token = next()) {
      if (token === 'message') message(next());
      else if (token === 'enum') enumeration(next());
      else if (token === 'oneof') {
        next();
        next();
        block(fields);
      } else field(token, fields);
    }
  }

  function field(token, fields) {
    const repeated = token === 'repeated';
    const type = repeated || token === 'optional' ? next() : token;
    const name = next();
    next(); // =
    fields.push({ name, type, repeated, number: Number(next()) });
    until(';');
  }

  function message(name) {
    next(); // {
    block((types.messages[name] = []));
  }

  function enumeration(name) {
    next(); // {
    const names = (types.enums[name] = {});
    for (let token = next(); token !== '}'; token = next()) {
      next(); // =
      names[Number(next())] = token;
      next(); // ;
    }
  }

  while (at < tokens.length) {
    const token = next();
    if (token === 'message') message(next());
    else if (token === 'enum') enumeration(next());
    else if (token === 'service') {
      for (let depth = (until('{'), 1); depth > 0; ) {
        const inside = next();
        depth += inside === '{' ? 1 : inside === '}' ? -1 : 0;
      }
    } else until(';');
  }
  return types;
}

function varint(value) {
  const bytes = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  do {
    bytes.push(Number(rest & 0x7fn) | (rest > 0x7fn ? 0x80 : 0));
    rest >>= 7n;
  } while (rest > 0n);
  return Buffer.from(bytes);
}

/** Encodes an object as a message of that name; unsigned 64-bit numbers may be BigInts. */
export function encode(types, name, value) {
  const out = [];
  for (const field of types.messages[name]) {
    const values = value[field.name];
    if (values === undefined) continue;
    for (const one of field.repeated ? values : [values]) out.push(encodeField(types, field, one));
  }
  return Buffer.concat(out);
}

function encodeField(types, { type, number }, value) {
  const key = (wire) => varint((number << 3) | wire);
  const delimited = (bytes) => Buffer.concat([key(2), varint(bytes.length), bytes]);
  switch (type) {
    case 'string':
    case 'bytes':
      return delimited(Buffer.from(value));
    case 'bool':
      return Buffer.concat([key(0), varint(value ? 1 : 0)]);
    case 'fixed64': {
      const bytes = Buffer.alloc(8);
      bytes.writeBigUInt64LE(BigInt.asUintN(64, BigInt(value)));
      return Buffer.concat([key(1), bytes]);
    }
    default:
      return SCALARS.has(type) || types.enums[type]
        ? Buffer.concat([key(0), varint(value)])
        : delimited(encode(types, type, value));
  }
}

/** Decodes a message; fields that the description does not know are skipped. */
export function decode(types, name, bytes) {
  const result = {};
  let at = 0;
  const readVarint = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++];
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const readRaw = (wire) => {
    if (wire === 0) return readVarint();
    const length = wire === 2 ? Number(readVarint()) : wire === 1 ? 8 : 4;
    return bytes.subarray(at, (at += length));
  };
  while (at < bytes.length) {
    const key = Number(readVarint());
    const raw = readRaw(key & 7);
    const field = types.messages[name].find((f) => f.number === key >> 3);
    if (!field) continue;
    const value = decodeField(types, field.type, raw);
    if (field.repeated) (result[field.name] ??= []).push(value);
    else result[field.name] = value;
  }
  return result;
}

function decodeField(types, type, raw) {
  switch (type) {
    case 'string':
      return raw.toString('utf8');
    case 'bytes':
      return raw;
    case 'bool':
      return raw !== 0n;
    case 'uint64':
      return raw;
    case 'fixed64':
      return raw.readBigUInt64LE();
    case 'sint32':
      return Number((raw >> 1n) ^ -(raw & 1n));
    case 'uint32':
    case 'int32':
      return Number(BigInt.asIntN(32, raw));
    default:
      return types.enums[type] ? types.enums[type][Number(raw)] : decode(types, type, raw);
  }
}
