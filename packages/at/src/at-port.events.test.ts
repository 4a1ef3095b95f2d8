import { Kernel, valuesOf } from '@w800/kernel';
import { expect, test } from 'vitest';
import { AtPort, type AtEvents } from './at-port.ts';
import { toBytes } from './byte-string.ts';
import { atFigures } from './figures.ts';
import { documentTexts } from './testing/document-texts.ts';
import { RecordingOutput } from './testing/recording-output.ts';
import { allCommands, Notebook } from './testing/sample-commands.ts';

const { ok, prompt } = documentTexts;

/** A port as its owner makes it: not started, with the usual rules. */
function bare(output: RecordingOutput, events?: AtEvents): AtPort<Notebook> {
  return new AtPort({
    kernel: new Kernel({ seed: 1 }),
    commands: allCommands,
    context: new Notebook(),
    output,
    texts: documentTexts,
    limits: valuesOf(atFigures),
    ...(events === undefined ? {} : { events }),
  });
}

test('CORE-25: a new port takes no line before its first start', () => {
  const output = new RecordingOutput();
  const port = bare(output);
  port.receive(toBytes('AT\r\nAT'));
  expect([output.text, port.busy]).toEqual(['', false]);
  port.start();
  port.receive(toBytes('AT\r\n'));
  expect(output.text).toBe(ok);
});

test('its owner hears of every ending before its text, and of every prompt behind it', () => {
  const output = new RecordingOutput();
  const heard: string[] = [];
  const port = bare(output, {
    ending: (ending) => heard.push(`${ending} after ${output.text.length}`),
    prompted: () => heard.push(`prompt after ${output.text.length}`),
  });
  port.start();
  port.receive(toBytes('AT\r\nNOPE\r\nAT+LONG=0,1\r\n'));
  const before = ok.length + documentTexts.formatError.length;
  const behind = before + prompt.length;
  port.receive(toBytes('x'));
  expect(heard).toEqual([
    'ok after 0',
    `format-error after ${ok.length}`,
    `prompt after ${behind}`,
    `ok after ${behind}`,
  ]);
});
