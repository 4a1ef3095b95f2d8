import { z } from 'zod';
import { shortDelay } from '../fields/short-delay.ts';
import { wholeSeconds } from '../fields/whole-seconds.ts';
import { addressPattern } from './address.ts';

/** Which requests a DHCP server can refuse, by the word for it. */
const dhcpRefusals = ['requests', 'renewals', 'all'] as const;

/** A DHCP server of the surroundings. */
export const dhcpSchema = z
  .strictObject({
    network: z
      .string()
      .min(1)
      .optional()
      .meta({ description: 'SSID or BSSID of the access point it stands behind. Default: all.' }),
    host: z
      .string()
      .regex(...addressPattern)
      .optional()
      .meta({
        description: 'The address of a second server. Default: it is the one of the router.',
      }),
    subnet: z
      .string()
      .regex(/^\d+(\.\d+){3}\/\d+$/, 'Write an address and a prefix length: 192.168.10.0/24.')
      .optional()
      .meta({ description: 'What it gives addresses of. Default: as the access point has it.' }),
    addresses: z.int().min(0).max(65_534).optional().meta({
      description: 'How many addresses it has. Default: from the 100th host to the last.',
    }),
    lease: z
      .union([
        z.literal('forever'),
        wholeSeconds('How long an address is lent.').refine((seconds) => seconds > 0, {
          message: 'this is no time at all',
          params: { code: 'SCN_WRONG_VALUE', fix: 'The least is 1s.' },
        }),
      ])
      .optional()
      .meta({ description: 'How long an address is lent, or `forever`. Default 24h.' }),
    delay: shortDelay('How much longer than usual it takes to answer. Up to 600 s.').optional(),
    silent: z.boolean().optional().meta({ description: 'Takes messages and answers none.' }),
    refuses: z
      .enum(dhcpRefusals)
      .optional()
      .meta({ description: 'What it answers with NAK. Default: nothing that is as it should be.' }),
    exhausted: z
      .boolean()
      .optional()
      .meta({ description: 'Others have every address; only who has one already is served.' }),
    conflicts: z
      .boolean()
      .optional()
      .meta({ description: 'A stranger uses the address that it gives out next.' }),
    gateway: z
      .union([z.literal('none'), z.string().regex(...addressPattern)])
      .optional()
      .meta({ description: 'The gateway it names, or `none`. Default: the router.' }),
    nameServers: z
      .array(z.string().regex(...addressPattern))
      .max(4)
      .optional()
      .meta({ description: 'The name servers it names, up to 4. Default: the router.' }),
  })
  .meta({ description: 'A DHCP server.' });
