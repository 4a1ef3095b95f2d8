import { second } from '@w800/kernel';
import { duration } from './duration.ts';

/** A field holding a duration of whole seconds; seconds after loading. */
export function wholeSeconds(description: string) {
  return duration(description)
    .refine((ns) => ns % second === 0, {
      message: 'this is finer than a second',
      params: { code: 'SCN_WRONG_VALUE', fix: 'Write whole seconds.' },
    })
    .transform((ns) => ns / second);
}
