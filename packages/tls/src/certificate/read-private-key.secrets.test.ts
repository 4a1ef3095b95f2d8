import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fixtureKey, type FixtureKeyName } from '../fixtures/fixture-key.ts';
import { readPrivateKey } from './read-private-key.ts';

const charactersMin = 12;

/** Pieces of the body of a PEM text, each long enough not to be there by chance. */
function piecesOf(pem: string): readonly string[] {
  const body = pem.split('\n').filter((line) => line !== '' && !line.startsWith('-----'));
  return body.flatMap((line) => {
    const count = Math.floor(line.length / charactersMin);
    return Array.from({ length: count }, (_one, index) =>
      line.slice(index * charactersMin, (index + 1) * charactersMin),
    );
  });
}

/** What reading a key says, all that hangs on it included. */
function told(pem: string): string {
  try {
    readPrivateKey(pem);
    return '';
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return `${error.message} ${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`;
  }
}

test.each<FixtureKeyName>(['rsa-2048', 'p-256'])(
  'what is said about a damaged %s key has nothing of the key in it',
  (name) => {
    const pem = fixtureKey(name);
    const pieces = piecesOf(pem);
    expect(pieces.length).toBeGreaterThan(8);
    let refused = 0;
    const character = fc.constantFrom('A', '/', '!', '\n', '-', '');
    fc.assert(
      fc.property(fc.nat(pem.length - 1), character, (at, instead) => {
        const words = told(pem.slice(0, at) + instead + pem.slice(at + 1));
        if (words !== '') refused += 1;
        expect(pieces.filter((piece) => words.includes(piece))).toEqual([]);
      }),
    );
    expect(refused).toBeGreaterThan(10);
  },
);
