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

/** 802.11 standards by name, and the bit that stands for each. */
export const standards = { b: 1, g: 2, n: 4 } as const;

const standardNames = Object.keys(standards) as (keyof typeof standards)[];

const securityNames = Object.keys(securities) as (keyof typeof securities)[];

/** An access point of the surroundings. */
export const accessPointSchema = z
  .strictObject({
    ssid: z.string().min(1).max(32).meta({ description: 'Name of the network, 1 to 32 bytes.' }),
    password: z
      .string()
      .min(5)
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
    stationsMax: z
      .int()
      .min(0)
      .max(2007)
      .optional()
      .meta({ description: 'How many stations it takes, 0 to 2007. Default: as many as come.' }),
    up: z.boolean().optional().meta({ description: '`false`: it is switched off at first.' }),
    beaconInterval: z
      .int()
      .min(15)
      .max(1000)
      .optional()
      .meta({ description: 'Time units of 1.024 ms between beacons, 15 to 1000. Default 100.' }),
    standards: z
      .array(z.enum(standardNames))
      .min(1)
      .optional()
      .meta({ description: '802.11 standards it speaks. Default all of them.' }),
    listenIntervalMax: z.int().min(1).max(65_535).optional().meta({
      description: 'Refuses stations that listen less often, in beacons. Default: none.',
    }),
  })
  .superRefine(({ security, password }, context) => {
    if (context.issues.length > 0 || security === undefined) return;
    const isOpen = security === 'open';
    if (isOpen === (password === undefined)) return;
    const message = isOpen ? 'an open network has no password' : `${security} needs a password`;
    const fix = isOpen ? 'Leave `password` or `security` out.' : 'Give it a `password`.';
    const path = [isOpen ? 'password' : 'security'];
    context.addIssue({ code: 'custom', message, path, params: { code: 'SCN_WORLD', fix } });
  })
  .meta({ description: 'An access point.' });
