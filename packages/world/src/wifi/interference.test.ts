import { Kernel, second } from '@w800/kernel';
import { expect, test } from 'vitest';
import { Interference } from './interference.ts';

function sampled(interference: Interference, channels: readonly number[]): number[] {
  return channels.map((channel) => interference.lossPpm(channel));
}

test('strikes the channels it is on, and several add up', () => {
  const interference = new Interference(new Kernel({ seed: 1 }));
  const everywhere = interference.begin({ lossPpm: 500_000 });
  const some = interference.begin({ lossPpm: 200_000, channels: [8, 9] });
  expect(sampled(interference, [1, 8, 9, 10])).toEqual([500_000, 600_000, 600_000, 500_000]);
  everywhere.cancel();
  everywhere.cancel();
  expect(sampled(interference, [1, 8])).toEqual([0, 200_000]);
  some.cancel();
  expect(sampled(interference, [1, 8])).toEqual([0, 0]);
});

test('a burst of 2 s every 5 s is there 2 s of 5, and over with its end', async () => {
  const kernel = new Kernel({ seed: 1 });
  const interference = new Interference(kernel);
  const changes: string[] = [];
  interference.onChange(() => changes.push(`${kernel.now / second}: ${interference.lossPpm(1)}`));
  const bursts = { lengthNs: 2 * second, everyNs: 5 * second };
  const disturbance = interference.begin({ lossPpm: 7, bursts });
  await kernel.runFor(11 * second);
  disturbance.cancel();
  await kernel.runFor(60 * second);
  expect(changes).toEqual(['0: 7', '2: 0', '5: 7', '7: 0', '10: 7', '11: 0']);
});

test.each([
  { lossPpm: -1 },
  { lossPpm: 1_000_001 },
  { lossPpm: 0.5 },
  { lossPpm: 1, bursts: { lengthNs: 5, everyNs: 5 } },
  { lossPpm: 1, bursts: { lengthNs: 0, everyNs: 5 } },
])('%j cannot be', (disturbance) => {
  const interference = new Interference(new Kernel({ seed: 1 }));
  expect(() => interference.begin(disturbance)).toThrow(
    expect.objectContaining({ code: 'WORLD_BAD_LINK' }),
  );
  expect(interference.lossPpm(1)).toBe(0);
});
