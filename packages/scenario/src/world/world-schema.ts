import { z } from 'zod';
import { duration } from '../fields/duration.ts';
import { accessPointSchema } from './access-point-schema.ts';
import { addressPattern } from './address.ts';
import { brokerSchema } from './broker-schema.ts';
import { certificatesSchema } from './certificates-schema.ts';
import { findContradictions } from './contradictions.ts';
import { dhcpSchema } from './dhcp-schema.ts';
import { linksSchema } from './link-schema.ts';
import { nameServerSchema } from './name-server-schema.ts';
import { oneOrMany } from './one-or-many.ts';
import { routerSchema } from './router-schema.ts';
import { timeServerSchema } from './time-server-schema.ts';

/** The surroundings of a scenario. */
export const worldSchema = z
  .strictObject({
    wifi: oneOrMany(accessPointSchema, 'The access points: one, or a list.'),
    broker: oneOrMany(brokerSchema, 'The MQTT brokers: one, or a list.'),
    ntp: oneOrMany(timeServerSchema, 'The time servers: one, or a list.'),
    dns: oneOrMany(nameServerSchema, 'Name servers that are not as usual: one, or a list.'),
    dhcp: oneOrMany(dhcpSchema, 'DHCP servers that are not as usual: one, or a list.'),
    certificates: certificatesSchema,
    names: z
      .record(z.string(), z.string().regex(...addressPattern))
      .default({})
      .meta({ description: 'DNS entries: name to address.' }),
    latency: duration('One way from the access point to the servers. Whole milliseconds.')
      .refine((ns) => ns % 1_000_000 === 0, {
        message: 'the latency is finer than a millisecond',
        params: { code: 'SCN_WRONG_VALUE', fix: 'Write whole milliseconds.' },
      })
      .optional(),
    links: linksSchema.optional(),
    router: routerSchema.optional(),
  })
  .superRefine(findContradictions)
  .meta({ description: 'What surrounds the module.' });

/** What surrounds the module, as it is written. */
export type WorldInput = z.input<typeof worldSchema>;
/** What surrounds the module, as it is built. */
export type WorldSpec = z.output<typeof worldSchema>;
