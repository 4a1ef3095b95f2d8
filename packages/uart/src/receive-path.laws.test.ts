import { Kernel, valuesOf } from '@w800/kernel';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { SerialLine } from './serial-line.ts';
import { SteppedReceiver } from './stepped-receiver.ts';
import { uartFigures } from './uart-figures.ts';
import { uartOverrun, uartRx } from './uart-trace.ts';

/** Something done to the line, and how long after the step before. */
interface Step {
  readonly delayNs: number;
  readonly does: 'send' | 'pause' | 'resume';
  readonly count: number;
}

const delayNs = fc.oneof(fc.nat(200_000), fc.nat(1_000_000), fc.nat(120_000_000));
const count = fc.oneof(fc.nat(20), fc.nat(300), fc.nat(1500));
const does = fc.oneof(
  { weight: 5, arbitrary: fc.constant('send' as const) },
  { weight: 1, arbitrary: fc.constant('pause' as const) },
  { weight: 2, arbitrary: fc.constant('resume' as const) },
);
const steps: fc.Arbitrary<readonly Step[]> = fc.array(fc.record({ delayNs, does, count }), {
  maxLength: 14,
});

interface Receiver {
  send(bytes: readonly number[]): void;
  pause(): void;
  resume(): void;
}

async function perform(kernel: Kernel, chosen: readonly Step[], receiver: Receiver): Promise<void> {
  let at = 0;
  let next = 0;
  for (const step of chosen) {
    at += step.delayNs;
    const bytes = Array.from({ length: step.count }, () => (next += 1) % 251);
    kernel.at(at, () => {
      if (step.does === 'send') receiver.send(bytes);
      else receiver[step.does]();
    });
  }
  await kernel.run(at + 10_000_000_000);
}

test('what is computed by the burst is what stepping each byte gives', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (chosen) => {
      const steppedKernel = new Kernel({ seed: 1 });
      const stepped = new SteppedReceiver(steppedKernel);
      await perform(steppedKernel, chosen, stepped);

      const kernel = new Kernel({ seed: 1 });
      const { host, module } = new SerialLine(kernel, valuesOf(uartFigures));
      const reads: (readonly [number, readonly number[]])[] = [];
      const lost: number[] = [];
      const lostAt: number[] = [];
      let heardCount = 0;
      module.power(true);
      module.onReceive((bytes) => reads.push([kernel.now, [...bytes]]));
      kernel.trace.on(uartRx, ({ data }) => (heardCount += data.bytes.length));
      kernel.trace.on(uartOverrun, ({ data }) => {
        lost.push(...data.bytes);
        lostAt.push(data.startedAt);
      });
      await perform(kernel, chosen, {
        send: (bytes) => host.write(Uint8Array.from(bytes)),
        pause: () => module.pauseReading(),
        resume: () => module.resumeReading(),
      });

      expect(reads).toEqual(stepped.reads);
      expect(lost).toEqual(stepped.lost.map(([, byte]) => byte));
      expect(lostAt[0]).toBe(stepped.lost[0]?.[0]);
      const sent = chosen.filter(({ does: done }) => done === 'send');
      const sentCount = sent.reduce((sum, step) => sum + step.count, 0);
      expect(heardCount + lost.length).toBe(sentCount);
    }),
    { numRuns: 400, seed: 7 },
  );
});
