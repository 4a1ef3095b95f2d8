import type { BrokerPacket } from '@w800/broker';
import { z } from 'zod';
import { variableName } from '../variables.ts';
import { hexField } from './hex-field.ts';
import { oneOf } from './one-of.ts';
import { packetId, type PacketId } from './packet-id.ts';
import { packetNames } from './packet-name.ts';
import { payload, type Payload } from './payload.ts';

const flag = (description: string) => z.boolean().optional().meta({ description });
const text = (description: string) => z.string().optional().meta({ description });
const qos = z.literal([0, 1, 2]).optional().meta({ description: '0, 1 or 2.' });
const byte = (description: string) => z.int().min(0).max(255).optional().meta({ description });
const granted = z.literal([0, 1, 2, 128]);

const topics = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .meta({ description: 'The topic filter, or all of them in order.' });

const id = z
  .union([
    packetId,
    z
      .strictObject({
        as: z
          .string()
          .regex(variableName, 'Use letters, digits and `_`, a letter or `_` first.')
          .meta({ description: 'The name of the variable.' }),
      })
      .meta({ description: 'Keeps the packet identifier in a variable.' }),
  ])
  .optional()
  .meta({ description: 'The packet identifier; { as: name } keeps it in a variable.' });

const will = z
  .union([
    z.literal(false),
    z.strictObject({
      topic: text('Its topic.'),
      payload: payload.optional(),
      qos,
      retain: flag('Its RETAIN flag.'),
    }),
  ])
  .optional()
  .meta({ description: 'The will; `false` for none.' });

function packet<Shape extends z.ZodRawShape>(shape: Shape) {
  return z
    .strictObject({
      ...shape,
      from: z.enum(['client', 'broker']).optional().meta({ description: 'Who has sent it.' }),
      client: text('Whose connection: its client id.'),
      hex: hexField('The whole packet, byte for byte, in hexadecimal digits.').optional(),
    })
    .meta({ description: 'What the packet is to be; what is not named is not looked at.' });
}

const acknowledgement = packet({ id });

const packets = {
  connect: packet({
    username: z
      .union([z.literal(false), z.string()])
      .optional()
      .meta({ description: 'The user name; `false` for none.' }),
    keepalive: z.int().min(0).max(65_535).optional().meta({ description: 'In seconds.' }),
    cleanSession: flag('The clean session flag.'),
    level: byte('4 is MQTT 3.1.1, 3 is MQTT 3.1.'),
    will,
  }),
  connack: packet({
    returnCode: byte('0 accepts.'),
    sessionPresent: flag('The Session Present flag.'),
  }),
  publish: packet({
    topic: text('The topic.'),
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
  subscribe: packet({ id, topic: topics, qos }),
  suback: packet({
    id,
    granted: z
      .union([granted, z.array(granted)])
      .optional()
      .meta({ description: 'The granted QoS, 128 for a refusal; a list for several filters.' }),
  }),
  unsubscribe: packet({ id, topic: topics }),
  unsuback: acknowledgement,
  pingreq: packet({}),
  pingresp: packet({}),
  disconnect: packet({}),
  malformed: packet({}),
} as const;

type PacketKind = BrokerPacket['packet'];

/** A packet that is waited for: its name, or what its fields are to be. */
export const packetPattern = z
  .union([
    z.enum([...packetNames, 'malformed']),
    oneOf(packets, {}, 'A packet and what its fields are to be.'),
  ])
  .transform((value): PacketPattern => {
    if (typeof value === 'string') return { packet: value, fields: {} };
    const [name, fields] = Object.entries(value).find(([, given]) => given !== undefined) ?? [];
    return { packet: name as PacketKind, fields: fields as PacketFields };
  })
  .meta({ description: 'A packet by its name, or { publish: { topic: t } } with its fields.' });

/** A packet as a caller writes it, as in a scenario file. */
export type PacketPatternInput = z.input<typeof packetPattern>;

export interface PacketPattern {
  readonly packet: PacketKind;
  readonly fields: PacketFields;
}

/** What fields are to be, after loading; what is undefined is not looked at. */
export interface PacketFields {
  readonly from?: 'client' | 'broker' | undefined;
  readonly client?: string | undefined;
  readonly hex?: Uint8Array | undefined;
  readonly id?: PacketId | { readonly as: string } | undefined;
  readonly topic?: string | readonly string[] | undefined;
  readonly payload?: Payload | undefined;
  readonly qos?: number | undefined;
  readonly retain?: boolean | undefined;
  readonly dup?: boolean | undefined;
  readonly returnCode?: number | undefined;
  readonly sessionPresent?: boolean | undefined;
  readonly granted?: number | readonly number[] | undefined;
  readonly username?: string | false | undefined;
  readonly keepalive?: number | undefined;
  readonly cleanSession?: boolean | undefined;
  readonly level?: number | undefined;
  readonly will?: WillFields | false | undefined;
}

export interface WillFields {
  readonly topic?: string | undefined;
  readonly payload?: Payload | undefined;
  readonly qos?: number | undefined;
  readonly retain?: boolean | undefined;
}
