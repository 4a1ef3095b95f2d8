import { z } from 'zod';

/** How a TCP connection is closed. */
export const closing = z
  .enum(['fin', 'rst'])
  .optional()
  .meta({
    description:
      '`fin` closes the connection in order, `rst` cuts it off. `close` takes FIN, `disconnect` ' +
      'RST unless said.',
  });
