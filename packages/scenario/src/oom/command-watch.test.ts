import { Kernel, second } from '@w800/kernel';
import { expect, test } from 'vitest';
import { commandOf, CommandWatch } from './command-watch.ts';

function emitter() {
  const kernel = new Kernel({ seed: 1 });
  const watch = new CommandWatch(kernel);
  const emit = (name: string, data: object): void => kernel.trace.emit({ name, summary: '' }, data);
  return { kernel, watch, emit };
}

test('a command is under way from its line to its reply', async () => {
  const { kernel, watch, emit } = emitter();
  expect(watch.command).toBe('');
  emit('at.line', { line: 'AT+MQTTCONN=0,"b",1883,0' });
  expect(watch.command).toBe('AT+MQTTCONN');
  await kernel.runFor(2 * second);
  emit('at.reply', { ending: 'error' });
  expect(watch.command).toBe('');
  const line = 'AT+MQTTCONN=0,"b",1883,0';
  expect(watch.answers).toEqual([{ line, ending: 'error', tookNs: 2 * second }]);
});

test('a line of its own is the ending, where there is one', () => {
  const { watch, emit } = emitter();
  emit('at.line', { line: 'AT+MQTTPUBRAW=0,"t",5,0,0' });
  emit('at.reply', { ending: 'line', text: '+MQTTPUB:FAIL' });
  expect(watch.answers[0]?.ending).toBe('+MQTTPUB:FAIL');
});

test('a line that comes too early is none, and the one before it goes on', () => {
  const { watch, emit } = emitter();
  emit('at.line', { line: 'AT+CWLAP' });
  emit('at.line', { line: 'AT' });
  emit('at.busy', { line: 'AT' });
  expect([watch.command, watch.lines]).toEqual(['AT+CWLAP', 1]);
  emit('at.reply', { ending: 'ok' });
  expect(watch.answers.map(({ line }) => line)).toEqual(['AT+CWLAP']);
});

test('what is closed counts with the lines that had been typed', () => {
  const { watch, emit } = emitter();
  const urc = (text: string) => emit('at.urc', { text: new TextEncoder().encode(text) });
  urc('WIFI DISCONNECT');
  emit('at.line', { line: 'AT' });
  urc('WIFI CONNECTED');
  urc('+MQTTDISCONNECTED:0');
  expect(watch.closings).toEqual([
    { text: 'WIFI DISCONNECT', lines: 0 },
    { text: '+MQTTDISCONNECTED:0', lines: 1 },
  ]);
});

test('a restart ends what was under way, and until it is ready the module is down', () => {
  const { watch, emit } = emitter();
  emit('at.line', { line: 'AT+MQTTCONN=0,"b",1883,0' });
  emit('module.power', { event: 'reset' });
  expect([watch.running, watch.isDown, watch.hasFailedToStart]).toEqual([undefined, true, false]);
  emit('module.power', { event: 'ready' });
  expect(watch.isDown).toBe(false);
  emit('module.power', { event: 'failed' });
  emit('module.power', { event: 'on' });
  emit('module.power', { event: 'ready' });
  expect([watch.isDown, watch.hasFailedToStart]).toEqual([false, true]);
  expect(watch.answers).toEqual([]);
});

test.each([
  ['AT+MQTTCONN?', 'AT+MQTTCONN'],
  ['AT+MQTTCONN=?', 'AT+MQTTCONN'],
  ['AT', 'AT'],
  ['', ''],
])('the command of %s is %s', (line, command) => {
  expect(commandOf(line)).toBe(command);
});
