import { z } from 'zod';
import { listenerSchema } from './listener-schema.ts';
import { oneOrMany } from './one-or-many.ts';
import { tlsSchema } from './tls-schema.ts';
import { websocketSchema } from './websocket-schema.ts';

const user = z
  .strictObject({
    username: z.string().meta({ description: 'The user name.' }),
    password: z.string().meta({ description: 'The password.' }),
  })
  .meta({ description: 'Who may connect.' });

/** A broker of the surroundings. */
export const brokerSchema = z
  .strictObject({
    host: z
      .string()
      .min(1)
      .max(128)
      .meta({ description: 'An address, or a name, which then gets an address and a DNS entry.' }),
    port: z.int().min(1).max(65_535).default(1883).meta({ description: 'Default 1883.' }),
    tls: tlsSchema.optional(),
    websocket: websocketSchema.optional(),
    listeners: oneOrMany(listenerSchema, 'Further ports of the same broker: one, or a list.'),
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
