import { Kernel, second } from '@w800/kernel';
import { expect, test } from 'vitest';
import { HostDriver } from '../host-driver.ts';
import { scriptedBench, type Script } from '../testing/scripted-bench.ts';
import { AfterCare } from './after-care.ts';
import { CommandWatch } from './command-watch.ts';

const hour = 3_600 * second;

async function careFor(script: Script) {
  const kernel = new Kernel({ seed: 1 });
  const bench = scriptedBench(script, kernel);
  const host = new HostDriver(bench, { withinNs: 5 * second, limitNs: 24 * hour });
  await host.boot();
  const watch = new CommandWatch(kernel);
  const care = new AfterCare(host, watch, bench.heap.mark());
  const emit = (name: string, data: object): void => kernel.trace.emit({ name, summary: '' }, data);
  return { kernel, bench, host, watch, care, emit };
}

test('a command that is never answered hangs, and is waited for as long as it may take', async () => {
  const { kernel, care, emit } = await careFor({});
  const startedAt = kernel.now;
  emit('at.line', { line: 'AT+MQTTPUB=0,"t","1",1,0' });
  expect(await care.finishCommand(() => undefined)).toBe('AT+MQTTPUB has no answer after 11 s');
  expect(kernel.now - startedAt).toBe(11 * second);
});

test('one that is answered in time does not', async () => {
  const { kernel, bench, care, emit } = await careFor({});
  emit('at.line', { line: 'AT+MQTTPUB=0,"t","1",1,0' });
  kernel.after(10 * second, () => emit('at.reply', { ending: 'error' }));
  bench.port.say(10_001, '\r\nERROR\r\n');
  expect(await care.finishCommand(() => undefined)).toBeUndefined();
});

test('one that asks for data gets as much as its line has announced, once', async () => {
  const { kernel, bench, host, care, emit } = await careFor({});
  emit('at.line', { line: 'AT+MQTTPUBRAW=0,"a\\"b,",7,0,0' });
  host.promptFloor = host.output.length;
  bench.port.say(5, '\r\nOK\r\n\r\n>');
  kernel.after(second, () => emit('at.reply', { ending: 'line', text: '+MQTTPUB:OK' }));
  bench.port.say(1_001, '+MQTTPUB:OK\r\n');
  expect(await care.finishCommand(() => undefined)).toBeUndefined();
  expect(bench.port.typed).toEqual(['xxxxxxx']);
});

test('a module that does not restart at a command is switched off and on', async () => {
  const { bench, care } = await careFor({ 'AT+RST': '' });
  expect(await care.restart()).toBeUndefined();
  expect(bench.deeds.map((deed) => deed.replace(/ at .*/, ''))).toEqual(['power off', 'power on']);
});

test('what cannot be used is told with the command that did not work', async () => {
  const { care } = await careFor({ AT: '\r\nOK\r\n' });
  const [works, fails] = [
    { line: 'AT', withinSeconds: 5 },
    { line: 'AT+CWMODE=1', withinSeconds: 5 },
  ];
  expect(await care.use([works])).toBeUndefined();
  expect(await care.use([works, fails])).toBe(
    'AT+CWMODE: the module answered "ERROR" where "OK" was expected',
  );
});

test('more than usual is waited for to go, two minutes in all', async () => {
  const { kernel, bench, care } = await careFor({});
  const block = bench.heap.allocate(100, 'tcp.socket');
  if (block === undefined) throw new Error('it fits');
  const held = { 'tcp.socket': { blocks: 1, requestedBytes: 100 } };
  const startedAt = kernel.now;
  expect(await care.settled({})).toEqual(held);
  expect(kernel.now - startedAt).toBe(120 * second);
  kernel.after(40 * second, () => bench.heap.free(block));
  expect(await care.settled({})).toEqual({});
  expect(kernel.now - startedAt).toBe(180 * second);
});
