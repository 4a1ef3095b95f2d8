import { millisecond, second } from '@w800/kernel';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { connectedRig } from '../testing/rig.ts';
import { wire } from '../testing/wire-bytes.ts';

test('[MQTT-3.1.2-23]: law: no gap is longer than the keepalive and one look at the clock', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 200 }),
      fc.array(fc.integer({ min: 1, max: 300_000 }), { maxLength: 8 }),
      async (keepaliveSeconds, pausesMs) => {
        const rig = await connectedRig({}, { keepaliveSeconds });
        // A tenth of the keepalive, at least 0.1 s, at most 5 s: the library looks so often.
        const lookNs = Math.min(Math.max(keepaliveSeconds * 100, 100), 5_000) * millisecond;
        const limitNs = keepaliveSeconds * second + lookNs;
        let answered = rig.peer.writes.length;
        let lastAt = rig.kernel.now;
        const stepTo = async (end: number): Promise<void> => {
          while (rig.kernel.now < end) {
            await rig.until(Math.min(end, rig.kernel.now + lookNs / 2));
            for (const { at, bytes } of rig.peer.writes.slice(answered)) {
              expect(at - lastAt).toBeLessThanOrEqual(limitNs);
              lastAt = at;
              answered += 1;
              if (bytes[0] === 0xc0) await rig.deliver(wire.pingresp);
            }
            expect(rig.kernel.now - lastAt).toBeLessThanOrEqual(limitNs);
          }
        };
        for (const pauseMs of pausesMs) {
          await stepTo(rig.kernel.now + (pauseMs % (3 * keepaliveSeconds * 1_000)) * millisecond);
          await rig.publish('t', 'x', 0);
        }
        await stepTo(rig.kernel.now + 3 * keepaliveSeconds * second);
        expect(rig.client.connected).toBe(true);
      },
    ),
    { numRuns: 20 },
  );
});
