import { z } from 'zod';
import { defineFault } from '../define-fault.ts';
import { aboutAccessPoint, whichAccessPoint } from './which-access-point.ts';

export const accessPointFull = defineFault({
  name: 'access-point-full',
  class: 'wifi',
  summary: 'The access point takes no more stations than that; those that are there stay.',
  reaction:
    'Nothing, until the station has to come back: then each attempt is refused with status ' +
    '17, and `AT+CWJAP` ends in `ERROR`.',
  basis: { provenance: 'documented', source: 'IEEE 802.11' },
  schema: z.strictObject({
    ...whichAccessPoint,
    stations: z
      .int()
      .min(0)
      .max(2007)
      .default(0)
      .meta({ description: 'How many it takes. Default 0.' }),
  }),
  example: {},
  lasts: true,
  about: aboutAccessPoint,
  apply({ world }, { accessPoint, stations }) {
    const points = world.accessPoints.named(accessPoint);
    points.limit(stations);
    return () => points.limit(undefined);
  },
});
