import { fromBytes, type ByteString } from '@w800/at';

/** A packet from the module, taken apart by hand and not by the codec it was made with. */
export type ClientPacket =
  | ConnectFields
  | PublishFields
  | {
      readonly type: 'subscribe';
      readonly id: number;
      readonly filter: string;
      readonly qos: number;
    }
  | { readonly type: 'unsubscribe'; readonly id: number; readonly filter: string }
  | { readonly type: 'puback' | 'pubrec' | 'pubrel' | 'pubcomp'; readonly id: number }
  | { readonly type: 'pingreq' | 'disconnect' };

export interface ConnectFields {
  readonly type: 'connect';
  readonly protocol: ByteString;
  readonly level: number;
  readonly cleanSession: boolean;
  readonly keepaliveSeconds: number;
  readonly clientId: ByteString;
  readonly username?: ByteString;
  readonly password?: ByteString;
  readonly will?: {
    readonly topic: ByteString;
    readonly payload: ByteString;
    readonly qos: number;
    readonly retain: boolean;
  };
}

export interface PublishFields {
  readonly type: 'publish';
  readonly dup: boolean;
  readonly qos: number;
  readonly retain: boolean;
  /** Absent at QoS 0. */
  readonly id?: number;
  readonly topic: ByteString;
  readonly payload: ByteString;
}

const acknowledgements = { 4: 'puback', 5: 'pubrec', 6: 'pubrel', 7: 'pubcomp' } as const;

/** @param body the packet behind its fixed header */
export function clientPacket(firstByte: number, body: Uint8Array): ClientPacket {
  const type = firstByte >> 4;
  const fields = new Fields(body);
  if (type === 1) return connect(fields);
  if (type === 3) return publish(firstByte, fields);
  if (type === 8) {
    return { type: 'subscribe', id: fields.word(), filter: fields.text(), qos: fields.byte() };
  }
  if (type === 10) return { type: 'unsubscribe', id: fields.word(), filter: fields.text() };
  if (type === 12) return { type: 'pingreq' };
  if (type === 14) return { type: 'disconnect' };
  if (type === 4 || type === 5 || type === 6 || type === 7) {
    return { type: acknowledgements[type], id: fields.word() };
  }
  throw new Error(`no client sends packets of type ${type}`);
}

function connect(fields: Fields): ConnectFields {
  const protocol = fields.text();
  const level = fields.byte();
  const flags = fields.byte();
  const keepaliveSeconds = fields.word();
  const clientId = fields.text();
  const will = (flags & 0x04) !== 0 && { topic: fields.text(), payload: fields.text() };
  return {
    type: 'connect',
    protocol,
    level,
    cleanSession: (flags & 0x02) !== 0,
    keepaliveSeconds,
    clientId,
    ...(will && {
      will: { ...will, qos: (flags >> 3) & 3, retain: (flags & 0x20) !== 0 },
    }),
    ...((flags & 0x80) !== 0 && { username: fields.text() }),
    ...((flags & 0x40) !== 0 && { password: fields.text() }),
  };
}

function publish(firstByte: number, fields: Fields): PublishFields {
  const qos = (firstByte >> 1) & 3;
  const topic = fields.text();
  return {
    type: 'publish',
    dup: (firstByte & 8) !== 0,
    qos,
    retain: (firstByte & 1) !== 0,
    ...(qos > 0 && { id: fields.word() }),
    topic,
    payload: fields.rest(),
  };
}

class Fields {
  private readonly bytes: Uint8Array;
  private index = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  byte(): number {
    const byte = this.bytes[this.index];
    if (byte === undefined) throw new Error('the packet is too short');
    this.index += 1;
    return byte;
  }

  word(): number {
    return this.byte() * 256 + this.byte();
  }

  text(): ByteString {
    const length = this.word();
    return this.take(length);
  }

  rest(): ByteString {
    return this.take(this.bytes.length - this.index);
  }

  private take(length: number): ByteString {
    const from = this.index;
    this.index += length;
    if (this.index > this.bytes.length) throw new Error('the packet is too short');
    return fromBytes(this.bytes.subarray(from, this.index));
  }
}
