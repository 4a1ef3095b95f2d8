import type { BrokerPacket } from '@w800/broker';
import { packetIdOf } from './fields/packet-id.ts';
import type { PacketFields, WillFields } from './fields/packet-pattern.ts';
import { payloadBytes, type Payload } from './fields/payload.ts';
import { showBytes } from './show-bytes.ts';
import { fill, type Variables } from './variables.ts';

/** One thing about a packet. */
export interface Fact {
  /** Two facts of a name agree when these are equal. */
  readonly value: string;
  /** As a person reads it: `QoS 1`. */
  readonly text: string;
}

/** What is known or wanted of a packet, in the order it is shown. */
export type PacketFacts = ReadonlyMap<string, Fact>;

/** Everything a packet says. */
export function factsOf(packet: BrokerPacket): PacketFacts {
  const { subscriptions, will } = packet;
  const isConnect = packet.packet === 'connect';
  const levels = new Set(subscriptions?.map(({ qos }) => qos));
  const [level] = levels.size === 1 && packet.packet === 'subscribe' ? levels : [];
  return collect({
    ...packet,
    client: packet.clientId,
    topics: packet.topic === undefined ? subscriptions?.map(({ topic }) => topic) : [packet.topic],
    qos: packet.qos ?? level,
    id: packet.packetId,
    keepalive: packet.keepaliveSeconds,
    level: packet.protocolLevel,
    username: packet.username ?? (isConnect ? false : undefined),
    will: will ?? (isConnect ? false : undefined),
    hex: packet.bytes,
  });
}

/** What a pattern wants, variables filled in. An identifier it only names is not among it. */
export function wantedFacts(fields: PacketFields, variables: Variables): PacketFacts {
  const { id, topic, payload, client, username, will, granted, ...rest } = fields;
  const text = (value: string) => fill(value, variables);
  const bytes = (value: Payload | undefined) =>
    value === undefined ? undefined : payloadBytes(value, variables);
  const wantedWill = (wanted: WillFields) => ({
    ...wanted,
    topic: wanted.topic === undefined ? undefined : text(wanted.topic),
    payload: bytes(wanted.payload),
  });
  return collect({
    ...rest,
    client: client === undefined ? undefined : text(client),
    topics: topic === undefined ? undefined : [topic].flat().map(text),
    payload: bytes(payload),
    id: id === undefined || isName(id) ? undefined : packetIdOf(id, variables),
    granted: granted === undefined ? undefined : [granted].flat(),
    username: typeof username === 'string' ? text(username) : username,
    will: typeof will === 'object' ? wantedWill(will) : will,
  });
}

function isName(id: Exclude<PacketFields['id'], undefined>): id is { readonly as: string } {
  return typeof id === 'object';
}

/** The shape both sides are brought into; what is undefined is no fact. */
interface Said {
  readonly from?: string | undefined;
  readonly client?: string | undefined;
  readonly topics?: readonly string[] | undefined;
  readonly payload?: Uint8Array | undefined;
  readonly qos?: number | undefined;
  readonly retain?: boolean | undefined;
  readonly dup?: boolean | undefined;
  readonly id?: number | undefined;
  readonly returnCode?: number | undefined;
  readonly sessionPresent?: boolean | undefined;
  readonly granted?: readonly number[] | undefined;
  readonly username?: string | false | undefined;
  readonly keepalive?: number | undefined;
  readonly cleanSession?: boolean | undefined;
  readonly level?: number | undefined;
  readonly will?: SaidWill | false | undefined;
  readonly hex?: Uint8Array | undefined;
}

interface SaidWill {
  readonly topic?: string | undefined;
  readonly payload?: Uint8Array | undefined;
  readonly qos?: number | undefined;
  readonly retain?: boolean | undefined;
}

function collect(said: Said): PacketFacts {
  const facts = new Map<string, Fact>();
  const add = <Value>(name: string, value: Value | undefined, show: (value: Value) => string) => {
    if (value === undefined) return;
    facts.set(name, {
      value: value instanceof Uint8Array ? hex(value) : JSON.stringify(value),
      text: show(value),
    });
  };
  const flag = (name: string) => (value: boolean) => `${name} ${value ? 1 : 0}`;
  add('from', said.from, (from) => `from the ${from}`);
  add('client', said.client, (client) => `client "${client}"`);
  add('level', said.level, (level) => `protocol level ${level}`);
  add('clean session', said.cleanSession, flag('clean session'));
  add('keepalive', said.keepalive, (seconds) => `keepalive ${seconds} s`);
  add('user name', said.username, (name) =>
    name === false ? 'no user name' : `user name "${name}"`,
  );
  const { will } = said;
  add('will', will && true, (given) => (given ? 'a will' : 'no will'));
  if (typeof will === 'object') {
    add('will topic', will.topic, (topic) => `will topic "${topic}"`);
    add('will payload', will.payload, (bytes) => `will payload "${brief(bytes)}"`);
    add('will QoS', will.qos, (qos) => `will QoS ${qos}`);
    add('will RETAIN', will.retain, flag('will RETAIN'));
  }
  add('return code', said.returnCode, (code) => `return code ${code}`);
  add('session present', said.sessionPresent, flag('session present'));
  add('topic', said.topics, (topics) => `topic ${topics.map((one) => `"${one}"`).join(', ')}`);
  add('payload', said.payload, (bytes) => `payload "${brief(bytes)}"`);
  add('QoS', said.qos, (qos) => `QoS ${qos}`);
  add('RETAIN', said.retain, flag('RETAIN'));
  add('DUP', said.dup, flag('DUP'));
  add('granted', said.granted, (codes) => `granted ${codes.join(', ')}`);
  add('id', said.id, (id) => `id ${id}`);
  add('bytes', said.hex, (bytes) => `bytes ${hex(bytes.subarray(0, 64))}`);
  return facts;
}

function brief(bytes: Uint8Array): string {
  const shown = showBytes(bytes.subarray(0, 80));
  return bytes.length > 80 ? `${shown}... (${bytes.length} bytes)` : shown;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
