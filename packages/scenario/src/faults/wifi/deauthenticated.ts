import { z } from 'zod';
import { defineFault } from '../define-fault.ts';
import { whichAccessPoint } from './which-access-point.ts';

export const deauthenticated = defineFault({
  name: 'deauthenticated',
  class: 'wifi',
  summary: 'The access point sends its stations away with a reason code; each may come back.',
  reaction:
    '`WIFI DISCONNECT` at once, with a session `+MQTTDISCONNECTED:0`; then `WIFI CONNECTED` ' +
    'and `WIFI GOT IP` after the interval of `AT+CWRECONNCFG`, or never where it is 0.',
  basis: { provenance: 'documented', source: 'IEEE 802.11, AT Wi-Fi document' },
  schema: z.strictObject({
    ...whichAccessPoint,
    reason: z
      .int()
      .min(1)
      .max(65_535)
      .default(1)
      .meta({ description: '802.11 reason code. Default 1: unspecified.' }),
  }),
  example: { reason: 3 },
  lasts: false,
  apply({ world }, { accessPoint, reason }) {
    world.accessPoints.named(accessPoint).drop(reason);
    return undefined;
  },
});
