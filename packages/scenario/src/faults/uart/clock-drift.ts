import { driftPerMillionMax } from '@w800/uart';
import { z } from 'zod';
import { defineFault } from '../define-fault.ts';

export const clockDrift = defineFault({
  name: 'clock-drift',
  class: 'uart',
  summary: "The host's clock is fast by so many millionths, or slow when it is less than nothing.",
  reaction:
    'Up to about 4 % nothing but a finding once the receiver is no longer sure (2.5 %); further ' +
    'apart, long bursts break first: a spoilt line is `CMD FORMAT ERR` or silent.',
  basis: {
    provenance: 'derived',
    source: 'half a bit over the nine and a half a frame is sampled through',
  },
  schema: z
    .int()
    .min(-driftPerMillionMax)
    .max(driftPerMillionMax)
    .meta({ description: 'Millionths of the rate.' }),
  example: 20_000,
  lasts: true,
  apply({ line }, perMillion) {
    line.driftHost(perMillion);
    return () => line.driftHost(0);
  },
});
