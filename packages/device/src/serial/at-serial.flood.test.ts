import { expect, test } from 'vitest';
import { Desk } from '../testing/desk.ts';

const version = 'AT+GMR\r\n';

test('a host that asks faster than the line answers is read no further, and the rest overruns', async () => {
  const desk = await Desk.ready();
  let lostBytes = 0;
  desk.kernel.trace.onAny(({ kind, data }) => {
    if (kind === 'uart.overrun') lostBytes += (data as { readonly bytes: Uint8Array }).bytes.length;
  });
  desk.type(version.repeat(4_000));
  await desk.run(3_000);
  const answers = desk.read().split('\r\nOK\r\n').length - 1;
  expect(lostBytes).toBeGreaterThan(10_000);
  // Everything that was typed is answered or lost, and what waits is no more than a chunk brings.
  await desk.run(3_000);
  const late = desk.read();
  expect(late.length).toBeLessThan(40_000);
  expect(answers).toBeGreaterThan(100);
  desk.type('\r\n');
  await desk.run(10);
  desk.read();
  expect(await desk.ask('AT')).toBe('\r\nOK\r\n');
});
