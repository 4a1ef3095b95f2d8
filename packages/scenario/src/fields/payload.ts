import { z } from 'zod';
import { fill, type Variables } from '../variables.ts';
import { hexField } from './hex-field.ts';
import { oneOf } from './one-of.ts';
import { size } from './size.ts';

/** Far above the 5760 bytes a module takes after one prompt. */
const payloadBytesMax = 1_048_576;
const filler = '0123456789';

/** What may stand as the bytes of a message. */
export const payload = z
  .union([
    z.string(),
    oneOf(
      {
        hex: hexField('The payload in hexadecimal digits.'),
        size: size('That many bytes: the digits 0 to 9 over and over.', payloadBytesMax),
        repeat: z
          .string()
          .min(1)
          .meta({ description: 'A text to repeat; `times` says how often.' }),
      },
      { times: z.int().min(1).max(payloadBytesMax).meta({ description: 'How often. Default 1.' }) },
      'A payload that is no plain text.',
    ).superRefine((value, context) => {
      if (context.issues.length > 0) return;
      const bytes = value.hex?.length ?? value.size ?? (value.repeat?.length ?? 0) * 3;
      if (bytes * (value.times ?? 1) <= payloadBytesMax) return;
      const fix = `A payload has at most ${payloadBytesMax} bytes.`;
      const params = { code: 'SCN_WRONG_VALUE', fix };
      context.addIssue({ code: 'custom', message: 'the payload is too large', params });
    }),
  ])
  .meta({ description: 'The payload: text, hexadecimal digits, or a filler.' });

export type Payload = z.output<typeof payload>;

/** The bytes of a payload, text as UTF-8. */
export function payloadBytes(value: Payload, variables: Variables): Uint8Array {
  const encoder = new TextEncoder();
  if (typeof value === 'string') return encoder.encode(fill(value, variables));
  if (value.size !== undefined) {
    return Uint8Array.from({ length: value.size * (value.times ?? 1) }, (_, index) =>
      filler.charCodeAt(index % filler.length),
    );
  }
  const once = value.hex ?? encoder.encode(fill(value.repeat ?? '', variables));
  const times = value.times ?? 1;
  const bytes = new Uint8Array(once.length * times);
  for (let index = 0; index < times; index += 1) bytes.set(once, index * once.length);
  return bytes;
}
