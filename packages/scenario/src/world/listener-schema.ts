import { z } from 'zod';
import { tlsSchema } from './tls-schema.ts';
import { websocketSchema } from './websocket-schema.ts';

/** A further port of a broker. */
export const listenerSchema = z
  .strictObject({
    port: z.int().min(1).max(65_535).meta({ description: 'Where it listens.' }),
    tls: tlsSchema.optional(),
    websocket: websocketSchema.optional(),
  })
  .meta({ description: 'A further port of the same broker.' });

export type ListenerSpec = z.output<typeof listenerSchema>;
