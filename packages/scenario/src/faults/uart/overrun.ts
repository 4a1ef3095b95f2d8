import { z } from 'zod';
import { defineFault } from '../define-fault.ts';

const bytesMax = 100_000;
const letter = 0x78;

export const overrun = defineFault({
  name: 'overrun',
  class: 'uart',
  summary:
    'The host floods the module with `x`, no CR LF among them, while the task that reads is held ' +
    'up until this is repaired.',
  reaction:
    'The first 1,056 unread bytes stay, all others are lost, and the driver reports one overrun ' +
    'when it reads again. The CR LF that follows ends the flood with `CMD PARSE ERR`.',
  basis: {
    provenance: 'derived',
    source: 'SDK wm_hal_uart.c, wm_atcmd_init.c (ring of 1,024 bytes), AT index document',
  },
  schema: z.int().min(1).max(bytesMax).meta({ description: 'How many bytes.' }),
  example: 2000,
  lasts: true,
  apply({ line }, count) {
    line.stallModule(true);
    line.host.write(new Uint8Array(count).fill(letter));
    return () => line.stallModule(false);
  },
});
