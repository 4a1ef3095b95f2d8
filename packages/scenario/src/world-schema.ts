import { z } from 'zod';
import { duration } from './fields/duration.ts';
import { moment } from './fields/moment.ts';

const dotted = /^(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/;

/** Whether a text is a dotted IPv4 address. */
export function isAddress(text: string): boolean {
  return dotted.test(text);
}

/** Security by name, and the number `+CWLAP` gives it. */
export const securities = {
  open: 0,
  wep: 1,
  wpa: 2,
  wpa2: 3,
  'wpa/wpa2': 4,
  wpa3: 6,
  'wpa2/wpa3': 7,
} as const;

const securityNames = Object.keys(securities) as (keyof typeof securities)[];

const wifi = z
  .strictObject({
    ssid: z.string().min(1).max(32).meta({ description: 'Name of the network, 1 to 32 bytes.' }),
    password: z
      .string()
      .min(8)
      .max(64)
      .optional()
      .meta({ description: '8 to 63 characters, or 64 hexadecimal digits. None: open.' }),
    bssid: z
      .string()
      .regex(
        /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/,
        'Write six lower-case hexadecimal pairs: 02:00:00:00:00:01.',
      )
      .optional()
      .meta({ description: 'Address of the access point.' }),
    channel: z.int().min(1).max(13).optional().meta({ description: '1 to 13.' }),
    rssi: z.int().min(-100).max(0).optional().meta({ description: 'Signal in dBm, -100 to 0.' }),
    security: z.enum(securityNames).optional().meta({ description: 'How the network is secured.' }),
    hidden: z.boolean().optional().meta({ description: 'Not shown in a scan.' }),
    subnet: z
      .string()
      .regex(/^\d+(\.\d+){3}\/\d+$/, 'Write an address and a prefix length: 192.168.10.0/24.')
      .optional()
      .meta({ description: 'Addresses its DHCP server gives out, as in 192.168.10.0/24.' }),
  })
  .meta({ description: 'An access point.' });

const user = z
  .strictObject({
    username: z.string().meta({ description: 'The user name.' }),
    password: z.string().meta({ description: 'The password.' }),
  })
  .meta({ description: 'Who may connect.' });

const broker = z
  .strictObject({
    host: z
      .string()
      .min(1)
      .max(128)
      .meta({ description: 'An address, or a name, which then gets an address and a DNS entry.' }),
    port: z.int().min(1).max(65_535).default(1883).meta({ description: 'Default 1883.' }),
    users: z.array(user).optional().meta({ description: 'Absent: anyone may connect.' }),
    raw: z
      .boolean()
      .optional()
      .meta({
        description:
          'No broker but a bare peer: it takes connections and packets and does nothing unless a ' +
          'step says so.',
      }),
  })
  .superRefine(({ raw, users }, context) => {
    if (context.issues.length > 0 || raw !== true || users === undefined) return;
    const params = { code: 'SCN_WORLD', fix: 'Leave `users` or `raw` out.', onKey: true };
    const message = 'a raw peer asks nobody who they are';
    context.addIssue({ code: 'custom', message, path: ['users'], params });
  })
  .meta({ description: 'An MQTT broker.' });

const ntp = z
  .strictObject({
    host: z
      .string()
      .min(1)
      .max(255)
      .meta({ description: 'An address, or a name, which then gets an address and a DNS entry.' }),
    time: moment(
      'What its clock shows when the run begins. Default 2026-01-01T00:00:00Z.',
    ).optional(),
    silent: z.boolean().optional().meta({ description: 'Takes requests and answers none.' }),
  })
  .meta({ description: 'A time server.' });

/** One of a thing or a list of it; a list after loading. */
function oneOrMany<Schema extends z.ZodType>(schema: Schema, description: string) {
  return z
    .union([schema, z.array(schema).max(64)])
    .transform((value) => (Array.isArray(value) ? value : [value]) as z.output<Schema>[])
    .default([])
    .meta({ description });
}

/** The surroundings of a scenario. */
export const worldSchema = z
  .strictObject({
    wifi: oneOrMany(wifi, 'The access points: one, or a list.'),
    broker: oneOrMany(broker, 'The MQTT brokers: one, or a list.'),
    ntp: oneOrMany(ntp, 'The time servers: one, or a list.'),
    names: z
      .record(z.string(), z.string().regex(dotted, 'Write a dotted address: 192.168.10.234.'))
      .default({})
      .meta({ description: 'DNS entries: name to address.' }),
    latency: duration('One way from the access point to the servers. Whole milliseconds.')
      .refine((ns) => ns % 1_000_000 === 0, {
        message: 'the latency is finer than a millisecond',
        params: { code: 'SCN_WRONG_VALUE', fix: 'Write whole milliseconds.' },
      })
      .optional(),
  })
  .superRefine((world, context) => {
    if (context.issues.length > 0) return;
    const taken = new Set<string>();
    for (const [index, { host, port }] of world.broker.entries()) {
      const place = `${host}:${port}`;
      if (taken.has(place)) {
        const params = { code: 'SCN_WORLD', fix: 'Give each broker a host or port of its own.' };
        const path = ['broker', index];
        context.addIssue({ code: 'custom', message: `two brokers at ${place}`, path, params });
      }
      taken.add(place);
    }
    for (const [index, { host }] of world.ntp.entries()) {
      if (world.ntp.findIndex((other) => other.host === host) === index) continue;
      const params = { code: 'SCN_WORLD', fix: 'Give each time server a host of its own.' };
      const path = ['ntp', index];
      context.addIssue({ code: 'custom', message: `two time servers at ${host}`, path, params });
    }
  })
  .meta({ description: 'What surrounds the module.' });

/** What surrounds the module, as it is written. */
export type WorldInput = z.input<typeof worldSchema>;
/** What surrounds the module, as it is built. */
export type WorldSpec = z.output<typeof worldSchema>;
