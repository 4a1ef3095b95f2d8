import { z } from 'zod';
import { defineFault } from '../define-fault.ts';
import { aboutAccessPoint, whichAccessPoint } from './which-access-point.ts';

export const weakSignal = defineFault({
  name: 'weak-signal',
  class: 'wifi',
  summary: 'The access point is heard more weakly, or more strongly, than it was.',
  reaction:
    'Below -80 dBm packets are lost and what waits for an answer takes longer, as TCP ' +
    'repeats; below -94 dBm `WIFI DISCONNECT` after 6 s. `AT+CWJAP?` and `AT+CWLAP` show the ' +
    'signal.',
  basis: {
    provenance: 'assumed',
    source: 'The course between a good signal and none is a guess; its ends are listed as figures.',
  },
  schema: z.strictObject({
    ...whichAccessPoint,
    rssi: z.int().min(-120).max(0).meta({ description: 'Signal in dBm, -120 to 0.' }),
  }),
  example: { rssi: -88 },
  lasts: true,
  about: aboutAccessPoint,
  apply({ world }, { accessPoint, rssi }) {
    const points = world.accessPoints.named(accessPoint);
    points.signal(rssi);
    return () => points.signal(undefined);
  },
});
