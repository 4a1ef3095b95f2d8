import { z } from 'zod';
import { hexField } from '../../fields/hex-field.ts';
import { defineFault } from '../define-fault.ts';
import { eachDirection, wireDirection } from './wire-direction.ts';

const bytesMax = 256;

export const strayBytes = defineFault({
  name: 'stray-bytes',
  class: 'uart',
  summary:
    "Something else sends bytes on the wire, at the sender's rate; where both send at a time, " +
    'low wins.',
  reaction: 'The bytes stand in front of the next line, which is `CMD FORMAT ERR`.',
  basis: { provenance: 'documented', source: 'AT index document' },
  schema: z
    .strictObject({
      count: z
        .int()
        .min(1)
        .max(bytesMax)
        .optional()
        .meta({ description: 'How many bytes, drawn from the seed. Default 1.' }),
      hex: hexField('The bytes in hexadecimal digits, instead of drawn ones.').optional(),
      direction: wireDirection,
    })
    .superRefine(({ count, hex }, context) => {
      if (context.issues.length > 0 || count === undefined || hex === undefined) return;
      const params = { code: 'SCN_WRONG_VALUE', fix: 'Leave `count` or `hex` out.', onKey: true };
      const message = '`count` draws bytes, and `hex` says which';
      context.addIssue({ code: 'custom', message, path: ['count'], params });
    }),
  example: { count: 3 },
  lasts: false,
  apply({ line, random }, { count = 1, hex, direction }) {
    eachDirection(line, direction, (way, isMeant) => {
      if (isMeant) way.strayBytes(hex ?? random.bytes(count));
    });
    return undefined;
  },
});
