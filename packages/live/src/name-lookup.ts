import { lookup } from 'node:dns';
import { isIPv4 } from 'node:net';
import type { ResolveOutcome } from '@w800/ports';

/** Asks for the IPv4 address of a name; an error has the code of the machine's resolver. */
export type NameLookup = (
  name: string,
  done: (error: NodeJS.ErrnoException | null, address: string) => void,
) => void;

/** The machine's own resolver, its hosts file included. */
export const machineLookup: NameLookup = (name, done) => {
  // The machine would find an empty name without an address to be no error.
  if (name === '') done(Object.assign(new Error('no name'), { code: 'ENOTFOUND' }), '');
  else lookup(name, { family: 4 }, (error, address) => done(error, address));
};

/** What a resolver said, in the words of the port. */
export function lookupOutcome(
  error: NodeJS.ErrnoException | null,
  address: string,
): ResolveOutcome {
  if (error === null) return { ok: true, address };
  if (error.code === 'ENOTFOUND' || error.code === 'ENODATA') {
    return { ok: false, reason: 'no-such-name' };
  }
  // EAI_AGAIN: no server has answered, and the next attempt may do better.
  return { ok: false, reason: error.code === 'EAI_AGAIN' ? 'timeout' : 'no-server' };
}

/** The outcome in the word that stands for it: an address, or the reason why there is none. */
export function readOutcome(word = ''): ResolveOutcome {
  if (isIPv4(word)) return { ok: true, address: word };
  return { ok: false, reason: word === 'no-such-name' || word === 'timeout' ? word : 'no-server' };
}
