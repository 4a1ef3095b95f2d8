import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesOf, LineRecorder } from './line-recorder.ts';

const step = fc.record({
  delayNs: fc.oneof(fc.nat(200_000), fc.nat(5_000_000), fc.nat(150_000_000)),
  does: fc.constantFrom('send', 'send', 'stall', 'go on', 'away', 'back'),
  count: fc.oneof(fc.nat(40), fc.nat(2000)),
});

test('with RTS and CTS heeded nothing is lost or out of order, either way', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const recorder = new LineRecorder();
      const { kernel, line } = recorder;
      line.module.configure({ flowControl: 'rts/cts' });
      line.host.configure({ flowControl: 'rts/cts' });
      const toModule: number[] = [];
      const toHost: number[] = [];
      let writing = false;
      for (const { delayNs, does, count } of steps) {
        await kernel.runFor(delayNs);
        if (does === 'stall' || does === 'go on') line.stallModule(does === 'stall');
        if (does === 'away' || does === 'back') line.host.clearToSend?.(does === 'back');
        if (does !== 'send') continue;
        const bytes = Uint8Array.from({ length: count }, (_, index) => (index * 7) % 251);
        line.host.write(bytes);
        toModule.push(...bytes);
        if (writing) continue;
        writing = true;
        toHost.push(...bytes);
        line.module.write(bytes, () => (writing = false));
      }
      line.stallModule(false);
      line.host.clearToSend?.(true);
      await kernel.runFor(60_000_000_000);
      const heard = (chunks: typeof recorder.atHost): string =>
        chunks.map(([, text]) => text).join('');
      expect([...bytesOf(heard(recorder.atModule))]).toEqual(toModule);
      expect([...bytesOf(heard(recorder.atHost))]).toEqual(toHost);
      expect(writing).toBe(false);
      expect(recorder.faults()).toEqual([]);
    }),
    { numRuns: 150, seed: 21 },
  );
});
