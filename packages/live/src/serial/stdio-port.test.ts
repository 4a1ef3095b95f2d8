import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { SerialBench } from '../testing/serial-bench.ts';
import { openStdioPort } from './stdio-port.ts';

async function served() {
  const bench = new SerialBench();
  const [input, output] = [new PassThrough(), new PassThrough()];
  const port = await openStdioPort(bench.hub, { input, output });
  let text = '';
  output.on('data', (bytes: Uint8Array) => {
    text += Buffer.from(bytes).toString('latin1');
  });
  onTestFinished(async () => {
    await port.close();
    await bench.close();
  });
  return { bench, input, output, port, text: () => text };
}

test('bytes go in and out by the streams, and the end of the input ends nothing', async () => {
  const { bench, input, port, text } = await served();
  expect(port.announcement).toBe('serial stdio');
  input.end('x\n');
  await bench.until(() => text() === 'heard\r\n');
  await bench.say('more\r\n');
  await bench.until(() => text() === 'heard\r\nmore\r\n');
  expect(bench.moduleHeard).toBe('x\n');
});

test('a line that is taken is refused; after the end of the input it may be taken', async () => {
  const { bench, input, output } = await served();
  const again = { input: new PassThrough(), output };
  await expect(openStdioPort(bench.hub, again)).rejects.toMatchObject({ code: 'LIVE_LINE_TAKEN' });
  const ended = once(input, 'end');
  input.end();
  await ended;
  const next = await openStdioPort(bench.hub, again);
  await next.close();
});

test('an output that breaks lets go of the line', async () => {
  const { bench, output } = await served();
  output.destroy(new Error('EPIPE'));
  await bench.until(() => bench.entered.at(-1)?.what === 'detached');
  await bench.say('to nobody\r\n');
  await bench.until(() => bench.isSilent);
  expect(bench.hub.attach({ label: 'next', deliver: () => {}, closed: () => {} })).toHaveProperty(
    'role',
    'writer',
  );
});
