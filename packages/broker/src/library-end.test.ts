import { Buffer } from 'node:buffer';
import { Duplex } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LibraryEnd } from './library-end.ts';

/** What a duplex is told to do, and what there is room for from then on. */
type Step = 'cork' | 'uncork' | 'tick' | 'room' | number;

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.constantFrom<Step>('cork', 'uncork', 'tick', 'room'),
  fc.constantFrom<Step>(1, 100, 9_000, 16_384, 40_000),
);
/** As much waits as is taken without a pause. */
const roomBytes = 20_000;

/** One side of the comparison: a duplex and how it is told that there is room again. */
interface Subject {
  readonly duplex: Duplex;
  readonly drained: () => void;
}

type Make = (take: (bytes: number) => boolean) => Subject;

const ours: Make = (take) => {
  const duplex = new LibraryEnd({
    read: () => {},
    write: (pieces) => take(Buffer.concat(pieces).length),
    destroyed: () => {},
  });
  return { duplex, drained: () => duplex.drained() };
};

const usual: Make = (take) => {
  let held: (() => void) | undefined;
  const duplex = new Duplex({
    read: () => {},
    writev: (chunks, done) => {
      const bytes = chunks.reduce((sum, { chunk }) => sum + (chunk as Buffer).length, 0);
      if (take(bytes)) done();
      else held = done;
    },
  });
  const drained = (): void => {
    const done = held;
    held = undefined;
    done?.();
  };
  return { duplex, drained };
};

/** What is handed on, answered and told, step by step. */
async function play(make: Make, steps: readonly Step[]): Promise<string[]> {
  const log: string[] = [];
  let waitingBytes = 0;
  const { duplex, drained } = make((bytes) => {
    log.push(`took ${bytes}`);
    waitingBytes += bytes;
    return waitingBytes <= roomBytes;
  });
  duplex.on('drain', () => log.push('drain'));
  for (const what of [...steps, 'uncork', 'uncork', 'room', 'tick'] as const) {
    if (typeof what === 'number') log.push(`wrote: ${duplex.write(Buffer.alloc(what))}`);
    else if (what === 'cork') duplex.cork();
    else if (what === 'uncork') duplex.uncork();
    else if (what === 'tick') await new Promise((resolve) => setImmediate(resolve));
    else {
      waitingBytes = 0;
      drained();
    }
    // A writable stream goes on with what it holds in a tick of its own.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return log;
}

describe('The end of a connection that a library holds', () => {
  test('takes, refuses and drains as a duplex stream does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        expect(await play(ours, steps)).toEqual(await play(usual, steps));
      }),
      { numRuns: 300 },
    );
  });

  test('hands on together what was written together, as it was written', () => {
    const got: string[][] = [];
    const end = new LibraryEnd({
      read: () => {},
      write: (pieces) => got.push(pieces.map((piece) => Buffer.from(piece).toString())) > 0,
      destroyed: () => {},
    });
    end.cork();
    end.write('a');
    end.write(Buffer.from('bc'));
    expect(got).toEqual([]);
    end.uncork();
    end.write('d');
    expect(got).toEqual([['a', 'bc'], ['d']]);
  });

  test('takes nothing once it is destroyed, and says so once', async () => {
    let destroyed = 0;
    const end = new LibraryEnd({
      read: () => {},
      write: () => true,
      destroyed: () => (destroyed += 1),
    });
    let closed = 0;
    end.on('close', () => (closed += 1));
    end.destroy();
    end.destroy();
    expect(end.write('late')).toBe(false);
    await new Promise((resolve) => setImmediate(resolve));
    expect([destroyed, closed]).toEqual([1, 1]);
  });
});
