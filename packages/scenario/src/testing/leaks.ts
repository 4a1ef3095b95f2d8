import { latin1 } from '../show-bytes.ts';

/** Names for the ways in which a secret can be found again in what was written. */
type Form = 'as it is' | 'hex' | 'base64';

/** What is shorter is met by chance. */
const charactersMin = 8;

/** The forms in which bytes could stand in a text. Base64 depends on where they begin. */
function formsOf(secret: Uint8Array): readonly (readonly [Form, string])[] {
  const whole = Buffer.from(secret);
  const base64 = [0, 1, 2].map((offset): readonly [Form, string] => {
    const groups = Math.floor((whole.length - offset) / 3);
    return ['base64', whole.subarray(offset, offset + groups * 3).toString('base64')];
  });
  const all: (readonly [Form, string])[] = [
    ['as it is', latin1(secret)],
    ['hex', whole.toString('hex')],
    ...base64,
  ];
  return all.filter(([form, text]) => form === 'as it is' || text.length >= charactersMin);
}

/**
 * Where a secret shows in what was written.
 * @param written texts with one character a byte, by where they are
 */
export function leaksOf(
  secret: Uint8Array,
  written: ReadonlyMap<string, string>,
): readonly string[] {
  const forms = formsOf(secret);
  const found: string[] = [];
  for (const [where, text] of written) {
    const plain = text.toLowerCase().replace(/[\s:]/g, '');
    for (const [form, wanted] of forms) {
      const isThere = form === 'hex' ? plain.includes(wanted) : text.includes(wanted);
      if (isThere) found.push(`${where}: ${form}`);
    }
  }
  return found;
}

/** All texts and bytes in a value, one after another, each with a character a byte. */
export function flatten(value: unknown): string {
  if (value instanceof Uint8Array) return latin1(value);
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.values(value).map(flatten).join('\n');
}
