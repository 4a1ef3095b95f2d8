import { z } from 'zod';

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

/** An access point of the surroundings. */
export const accessPointSchema = z
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
