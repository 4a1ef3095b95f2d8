import { z } from 'zod';
import { defineFault } from '../define-fault.ts';

export const crash = defineFault({
  name: 'crash',
  class: 'power',
  summary: 'The firmware dies in the middle of whatever it does, and its watchdog restarts it.',
  reaction:
    'A command under way gets no final code; `ready` comes by itself. Open connections end ' +
    'without a word to the peer.',
  basis: { provenance: 'derived', source: 'SDK wm_debug.h: reboot reasons 2 and 3' },
  schema: z.literal(true),
  example: true,
  lasts: false,
  apply({ module }) {
    module.crash();
    return undefined;
  },
});
