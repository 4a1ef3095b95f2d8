import { z } from 'zod';
import { defineFault } from '../define-fault.ts';
import { duration } from '../../fields/duration.ts';

export const interference = defineFault({
  name: 'interference',
  class: 'wifi',
  summary:
    'Something disturbs the air, such as a microwave oven, always or in bursts, and packets ' +
    'are lost.',
  reaction:
    'What waits for an answer takes longer, as TCP repeats; at a high loss a publish with QoS ' +
    '1 or 2 ends in `ERROR` after 10 s. Beacons get through, so that the station stays.',
  basis: {
    provenance: 'assumed',
    source: 'No document says how much repetition on the air makes up for.',
  },
  schema: z
    .strictObject({
      lossPpm: z
        .int()
        .min(1)
        .max(1_000_000)
        .meta({ description: 'Of a million packets, how many are lost on the air.' }),
      channels: z
        .array(z.int().min(1).max(13))
        .min(1)
        .optional()
        .meta({ description: 'Which channels suffer. Default: all.' }),
      burst: duration('How long it is there at a time. Default: always.').optional(),
      every: duration('From the beginning of a burst to the next.').optional(),
    })
    .superRefine(({ burst, every }, context) => {
      if (context.issues.length > 0 || (burst === undefined && every === undefined)) return;
      if (burst !== undefined && every !== undefined && every > burst) return;
      const message = 'bursts need both lengths, and `every` the longer one';
      const params = { code: 'SCN_WRONG_VALUE', fix: 'Write `burst: 2s, every: 10s`.' };
      context.addIssue({ code: 'custom', message, path: [], params });
    }),
  example: { lossPpm: 500_000, burst: '2s', every: '5s' },
  lasts: true,
  stacks: true,
  apply({ world }, { lossPpm, channels, burst, every }) {
    const rhythm = burst !== undefined && every !== undefined;
    const disturbance = world.interference.begin({
      lossPpm,
      ...(channels === undefined ? {} : { channels }),
      ...(rhythm ? { bursts: { lengthNs: burst, everyNs: every } } : {}),
    });
    return () => disturbance.cancel();
  },
});
