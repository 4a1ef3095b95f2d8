import { z } from 'zod';
import { defineFault } from '../define-fault.ts';
import { atBroker } from './at-broker.ts';

export const brokerSplits = defineFault({
  name: 'broker-splits',
  class: 'broker',
  summary: 'What the broker sends comes in TCP segments of at most so many bytes.',
  reaction: 'None: the module puts packets together from any pieces.',
  basis: { provenance: 'documented', source: 'MQTT 3.1.1 section 4.2: a stream of bytes' },
  schema: z.strictObject({
    ...atBroker,
    bytes: z.int().min(1).max(65_535).default(1).meta({ description: 'Default 1.' }),
  }),
  example: { bytes: 1 },
  lasts: true,
  about: ({ host }) => host ?? '',
  apply({ broker }, { host, bytes }) {
    const end = broker(host);
    end.writes({ splitBytes: bytes });
    return () => end.writes(undefined);
  },
});
