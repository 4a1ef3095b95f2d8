import { z } from 'zod';
import { defineFault } from '../define-fault.ts';

export const stalledTask = defineFault({
  name: 'stalled-task',
  class: 'uart',
  summary: 'The task that reads the AT port is held up, as firmware at work elsewhere does.',
  reaction:
    'Nothing is answered meanwhile. Up to 1,056 bytes wait (four nodes of 256 and the FIFO of ' +
    '32) and are answered afterwards; what comes beyond is lost.',
  basis: {
    provenance: 'derived',
    source: 'SDK wm_atcmd_init.c (ring of 1,024 bytes), wm_soc_cfgs.h (FIFO of 32)',
  },
  schema: z.literal('reading').meta({ description: 'What it does not get to.' }),
  example: 'reading',
  lasts: true,
  apply({ line }) {
    line.stallModule(true);
    return () => line.stallModule(false);
  },
});
