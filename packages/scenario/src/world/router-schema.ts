import { z } from 'zod';
import { duration } from '../fields/duration.ts';
import { addressPattern } from './address.ts';

/** How a router treats what it does not let through. */
const refusal = z.enum(['silence', 'reset']).optional().meta({
  description:
    'What a TCP segment from the module gets. Default silence; ICMP would be silence to it too.',
});

/** How long nothing may pass before a router forgets a connection. */
function idle(what: string) {
  return duration(`How long ${what} may be idle before it is forgotten. Default: for ever.`)
    .refine((ns) => ns > 0, {
      message: 'this is no time at all',
      params: { code: 'SCN_WRONG_VALUE', fix: 'Write a time above 0, such as `5m`.' },
    })
    .optional();
}

/** The table of connections of a router. */
export const natSchema = z
  .strictObject({
    tcpIdle: idle('a TCP connection'),
    udpIdle: idle('a UDP exchange'),
    answer: refusal,
  })
  .meta({ description: 'The router translates addresses and forgets idle connections.' });

/** Traffic to servers that a router does not let through. */
export const blockedSchema = z
  .strictObject({
    port: z.int().min(1).max(65_535).optional().meta({ description: 'Port of the server.' }),
    protocol: z.enum(['tcp', 'udp']).optional().meta({ description: 'Default: both.' }),
    address: z
      .string()
      .regex(...addressPattern)
      .optional()
      .meta({ description: 'Address of the server. Default: every one.' }),
    answer: refusal,
  })
  .meta({ description: 'Traffic that the router does not let through.' });

/** The router between the access points and the internet. */
export const routerSchema = z
  .strictObject({
    nat: natSchema.optional(),
    blocked: z
      .array(blockedSchema)
      .max(64)
      .default([])
      .meta({ description: 'What it does not let through.' }),
    portal: z
      .boolean()
      .optional()
      .meta({
        description:
          'A captive portal: it takes every TCP connection, redirects to its login page whatever ' +
          'comes, and answers every name with its own address.',
      }),
  })
  .meta({ description: 'The router between the access points and the internet.' });

export type RouterSpec = z.output<typeof routerSchema>;
export type NatSpec = z.output<typeof natSchema>;
export type BlockedSpec = z.output<typeof blockedSchema>;
