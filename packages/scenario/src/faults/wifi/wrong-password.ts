import { z } from 'zod';
import { defineFault } from '../define-fault.ts';
import { aboutAccessPoint, whichAccessPoint } from './which-access-point.ts';

export const wrongPassword = defineFault({
  name: 'wrong-password',
  class: 'wifi',
  summary:
    'The access point gets another password and sends its stations away. Repaired, it has the ' +
    'old one again.',
  reaction:
    '`WIFI DISCONNECT` at once; each attempt to come back ends after some 3.8 s without a ' +
    'word, and `AT+CWJAP` with the old password in `ERROR`.',
  basis: {
    provenance: 'derived',
    source: 'IEEE 802.11, hostapd: a handshake is given up after four messages',
  },
  schema: z.strictObject({
    ...whichAccessPoint,
    password: z
      .string()
      .min(8)
      .max(64)
      .default('another password')
      .meta({ description: 'The new one. Default: one that nobody guesses.' }),
  }),
  example: {},
  lasts: true,
  about: aboutAccessPoint,
  apply({ world }, { accessPoint, password }) {
    const points = world.accessPoints.named(accessPoint);
    points.password(password);
    return () => points.password(undefined);
  },
});
