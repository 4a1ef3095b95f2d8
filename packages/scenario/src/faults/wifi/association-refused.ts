import { z } from 'zod';
import { defineFault } from '../define-fault.ts';
import { aboutAccessPoint, whichAccessPoint } from './which-access-point.ts';

export const associationRefused = defineFault({
  name: 'association-refused',
  class: 'wifi',
  summary: 'The access point refuses stations that it could take; those that are there stay.',
  reaction: '`AT+CWJAP` ends in `ERROR`; a station on its way back tries again at its interval.',
  basis: { provenance: 'documented', source: 'IEEE 802.11, AT Wi-Fi document' },
  schema: z.strictObject({
    ...whichAccessPoint,
    status: z
      .int()
      .min(1)
      .max(65_535)
      .default(1)
      .meta({ description: '802.11 status code of the answer. Default 1: unspecified.' }),
    times: z
      .int()
      .min(1)
      .optional()
      .meta({ description: 'How many attempts. Default: until it is repaired.' }),
  }),
  example: { times: 2 },
  lasts: true,
  about: aboutAccessPoint,
  apply({ world }, { accessPoint, status, times }) {
    const points = world.accessPoints.named(accessPoint);
    points.refuse(times === undefined ? { status } : { status, times });
    return () => points.refuse(undefined);
  },
});
