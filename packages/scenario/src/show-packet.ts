import type { BrokerPacket } from '@w800/broker';
import { formatSeconds } from '@w800/kernel';
import { factsOf } from './packet-facts.ts';

/** Facts a line of a list shows otherwise or not at all. */
const leftOut = new Set(['from', 'client']);

/** A packet in one line, with when and where it went: `2.41 s  client  PUBLISH topic "t", ...`. */
export function showPacket(packet: BrokerPacket): string {
  const { at, clientId, from, fate } = packet;
  const peer =
    from === 'client' ? `from ${clientId || 'a client'}` : `to ${clientId || 'a client'}`;
  const became = fate === undefined ? '' : ` (${fate})`;
  return `${formatSeconds(at)}  ${peer}  ${describePacket(packet)}${became}`;
}

/** `PUBLISH topic "t", payload "x", QoS 1, RETAIN 0, DUP 0, id 7`. */
function describePacket(packet: BrokerPacket): string {
  const isMalformed = packet.packet === 'malformed';
  const texts = [...factsOf(packet)]
    .filter(([name]) => !leftOut.has(name) && (isMalformed || name !== 'bytes'))
    .map(([, { text }]) => text);
  return [packet.packet.toUpperCase(), texts.join(', ')].join(' ').trim();
}
