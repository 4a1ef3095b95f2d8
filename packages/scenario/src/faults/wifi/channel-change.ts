import { z } from 'zod';
import { defineFault } from '../define-fault.ts';
import { aboutAccessPoint, whichAccessPoint } from './which-access-point.ts';

export const channelChange = defineFault({
  name: 'channel-change',
  class: 'wifi',
  summary:
    'The access point goes to another channel, and tells its stations or does not. Repaired, ' +
    'it goes back, announced.',
  reaction:
    'Announced, nothing but the channel of `AT+CWJAP?`, provided that the country allows it; ' +
    'else `WIFI DISCONNECT` after 6 s and the way back on the new channel.',
  basis: { provenance: 'documented', source: 'IEEE 802.11, channel switch announcement' },
  schema: z.strictObject({
    ...whichAccessPoint,
    channel: z.int().min(1).max(13).meta({ description: 'Where it goes, 1 to 13.' }),
    announced: z
      .boolean()
      .default(true)
      .meta({ description: 'Whether its stations are told. Default: they are.' }),
  }),
  example: { channel: 11 },
  lasts: true,
  about: aboutAccessPoint,
  apply({ world }, { accessPoint, channel, announced }) {
    const points = world.accessPoints.named(accessPoint);
    points.moveTo(channel, announced);
    return () => points.moveTo(undefined, true);
  },
});
