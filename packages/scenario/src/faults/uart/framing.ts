import { z } from 'zod';
import { defineFault } from '../define-fault.ts';

export const framing = defineFault({
  name: 'framing',
  class: 'uart',
  summary: "The host's port sends and expects frames of another number of data or stop bits.",
  reaction:
    'Other data bits make other bytes, some with framing errors, and a line is `CMD FORMAT ERR` ' +
    'or silent; another number of stop bits makes no difference to a receiver.',
  basis: { provenance: 'documented', source: 'SDK wm_hal_uart.c, AT index document' },
  schema: z.strictObject({
    dataBits: z
      .union([z.literal(5), z.literal(6), z.literal(7), z.literal(8)])
      .optional()
      .meta({ description: 'Data bits of a frame, 5 to 8. Default: as the host has set them.' }),
    stopBits: z
      .union([z.literal(1), z.literal(2)])
      .optional()
      .meta({ description: 'Stop bits of a frame, 1 or 2. Default: as the host has set them.' }),
  }),
  example: { dataBits: 7 },
  lasts: true,
  apply({ line }, { dataBits, stopBits }) {
    line.missetHost('dataBits', dataBits);
    line.missetHost('stopBits', stopBits);
    return () => {
      line.missetHost('dataBits');
      line.missetHost('stopBits');
    };
  },
});
