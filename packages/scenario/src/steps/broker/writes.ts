import { z } from 'zod';
import { oneOf } from '../../fields/one-of.ts';
import { wholeMilliseconds } from '../../fields/whole-milliseconds.ts';
import { defineBrokerAction } from './broker-action.ts';

export const writes = defineBrokerAction({
  name: 'writes',
  shape: {
    writes: z
      .union([
        z.literal('off'),
        oneOf(
          {
            split: z
              .int()
              .min(1)
              .max(65_535)
              .meta({ description: 'At most that many bytes in one TCP segment.' }),
            merge: wholeMilliseconds('What is sent within this time goes in one write.'),
          },
          {},
          'How packets are cut or joined.',
        ),
      ])
      .meta({
        description:
          'How what it sends lies in TCP segments: { split: 1 } cuts at every byte, ' +
          '{ merge: 20ms } joins packets; `off` for as it comes.',
      }),
  },
  run({ writes: wanted }, { broker }) {
    if (wanted === 'off') broker.writes(undefined);
    else if (wanted.split !== undefined) broker.writes({ splitBytes: wanted.split });
    else if (wanted.merge !== undefined) broker.writes({ mergeMs: wanted.merge });
  },
});
