import type { BrokerPacketInput } from '@w800/broker';
import { z } from 'zod';
import { fill, type Variables } from '../variables.ts';
import { withoutUndefined } from '../without-undefined.ts';
import { hexField } from './hex-field.ts';
import { oneOf } from './one-of.ts';
import { packetId, packetIdOf, type PacketId } from './packet-id.ts';
import { packetNames } from './packet-name.ts';
import { payload, payloadBytes, type Payload } from './payload.ts';

const flag = (description: string) => z.boolean().optional().meta({ description });
const qos = z.literal([0, 1, 2]).optional().meta({ description: '0, 1 or 2. Default 0.' });
const code = z.int().min(0).max(255);
const id = packetId.optional().meta({ description: 'The packet identifier. Default 0.' });

const topic = z.string().optional().meta({ description: 'The topic. Default: empty.' });
const filter = z.string().meta({ description: 'The topic filter.' });

function packet<Shape extends z.ZodRawShape>(shape: Shape) {
  return z
    .strictObject({
      ...shape,
      flags: z.int().min(0).max(15).optional().meta({
        description: 'The lower half of the first byte, 0 to 15, in place of the right one.',
      }),
    })
    .meta({ description: 'The fields of the packet; those left out are zero, false or empty.' });
}

const acknowledgement = packet({ id });
const bare = packet({});

const packets = {
  connect: bare,
  connack: packet({
    returnCode: code.optional().meta({ description: '0 accepts. Default 0.' }),
    sessionPresent: flag('The Session Present flag.'),
  }),
  publish: packet({
    topic,
    payload: payload.optional(),
    qos,
    retain: flag('The RETAIN flag.'),
    dup: flag('The DUP flag.'),
    id,
  }),
  puback: acknowledgement,
  pubrec: acknowledgement,
  pubrel: acknowledgement,
  pubcomp: acknowledgement,
  subscribe: packet({ id, topic: filter, qos }),
  suback: packet({
    id,
    granted: z.union([code, z.array(code)]).meta({
      description: 'The return code: the QoS, or 128 for a refusal; a list for several filters.',
    }),
  }),
  unsubscribe: packet({ id, topic: filter }),
  unsuback: acknowledgement,
  pingreq: bare,
  pingresp: bare,
  disconnect: bare,
} as const;

const byFields = oneOf(
  {
    ...packets,
    hex: hexField('Any bytes, in hexadecimal digits.'),
  },
  {},
  'A packet with its fields, or any bytes.',
);

/** What a broker may be told to send: a packet by name, with its fields, or any bytes. */
export const sentPacket = z
  .union([z.enum(packetNames), byFields])
  .meta({ description: 'A packet: pingresp, { puback: { id: 7 } }, or bytes: { hex: "f0 00" }.' });

export type SentPacket = z.output<typeof sentPacket>;

interface SentFields {
  readonly id?: PacketId | undefined;
  readonly topic?: string | undefined;
  readonly payload?: Payload | undefined;
  readonly qos?: 0 | 1 | 2 | undefined;
  readonly retain?: boolean | undefined;
  readonly dup?: boolean | undefined;
  readonly flags?: number | undefined;
  readonly returnCode?: number | undefined;
  readonly sessionPresent?: boolean | undefined;
  readonly granted?: number | number[] | undefined;
}

/** The packet or the bytes, variables filled in. */
export function sentPacketOf(
  wanted: SentPacket,
  variables: Variables,
): Uint8Array | BrokerPacketInput {
  if (typeof wanted === 'string') return { packet: wanted };
  if (wanted.hex !== undefined) return wanted.hex;
  const name = packetNames.find((known) => wanted[known] !== undefined) ?? 'pingresp';
  const fields: SentFields = wanted[name] ?? {};
  const { id: identifier, topic: text, payload: data, granted, ...plain } = fields;
  const filled = text === undefined ? undefined : fill(text, variables);
  const filters =
    filled === undefined ? undefined : [{ topic: filled, qos: plain.qos ?? (0 as const) }];
  const hasFilters = name === 'subscribe' || name === 'unsubscribe';
  return {
    packet: name,
    ...withoutUndefined({
      ...plain,
      packetId: identifier === undefined ? undefined : packetIdOf(identifier, variables),
      payload: data === undefined ? undefined : payloadBytes(data, variables),
      granted: granted === undefined ? undefined : [granted].flat(),
      ...(hasFilters ? { subscriptions: filters } : { topic: filled }),
    }),
  };
}
