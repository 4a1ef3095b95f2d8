import { describe, expect, onTestFinished, test } from 'vitest';
import { machineTurn } from '../testing/machine-turn.ts';
import { SerialBench, type SerialBenchOptions } from '../testing/serial-bench.ts';
import type { Attachment, SerialClient } from './serial-client.ts';
import { ServedLine } from './served-line.ts';

class Client implements SerialClient {
  readonly label: string;
  readonly reasons: string[] = [];
  text = '';

  constructor(label: string) {
    this.label = label;
  }

  deliver(bytes: Uint8Array): void {
    this.text += Buffer.from(bytes).toString('latin1');
  }

  closed(reason: string): void {
    this.reasons.push(reason);
  }
}

function benchFor(options: SerialBenchOptions = {}): SerialBench {
  const bench = new SerialBench(options);
  onTestFinished(() => bench.close());
  return bench;
}

function lineFor(bench?: SerialBench): { line: ServedLine; told: string[] } {
  const told: string[] = [];
  const line = new ServedLine((notice) => told.push(notice));
  if (bench !== undefined) line.serve(bench.hub);
  return { line, told };
}

function attached(line: ServedLine, client: SerialClient): Attachment {
  const outcome = line.attach(client);
  if ('refused' in outcome) throw new Error(outcome.refused);
  return outcome;
}

describe('a line that is served', () => {
  test('carries bytes both ways, and tells who comes and goes', async () => {
    const bench = benchFor();
    const { line, told } = lineFor(bench);
    const client = new Client('a');
    const hold = attached(line, client);
    hold.write(Buffer.from('x\n'));
    await bench.until(() => client.text === 'heard\r\n');
    expect(line.users).toEqual([{ label: 'a', role: 'writer' }]);
    hold.detach();
    hold.detach();
    expect(line.users).toEqual([]);
    expect(told).toEqual(['a is connected', 'a is gone']);
  });

  test('goes on with another module: clients stay, their roles and settings too', async () => {
    const [first, second] = [benchFor({ readers: true }), benchFor({ readers: true })];
    const { line, told } = lineFor(first);
    const [writer, reader] = [new Client('w'), new Client('r')];
    // The reader came first to what it now reads along.
    const gone = attached(line, new Client('gone'));
    const other = attached(line, reader);
    gone.detach();
    const hold = attached(line, writer);
    expect([hold.role, other.role]).toEqual(['writer', 'reader']);
    hold.configure({ baud: 9600 });
    line.serve(second.hub);
    expect([hold.role, other.role]).toEqual(['writer', 'reader']);
    await second.until(() => second.line.host.settings.baud === 9600);
    second.line.module.configure({ baud: 9600 });
    hold.write(Buffer.from('x\n'));
    await second.until(() => writer.text === 'heard\r\n' && reader.text === 'heard\r\n');
    expect(first.moduleHeard).toBe('');
    expect(told.filter((text) => text.includes(' is gone'))).toEqual(['gone is gone']);
    await first.say('old');
    expect([writer.text, reader.text]).toEqual(['heard\r\n', 'heard\r\n']);
    expect([writer.reasons, reader.reasons]).toEqual([[], []]);
  });

  test('offers room again to a client that the old module held back', async () => {
    const [first, second] = [benchFor({ paced: true }), benchFor()];
    const { line } = lineFor(first);
    const hold = attached(line, new Client('a'));
    hold.write(new Uint8Array(1024 * 1024));
    expect(hold.full).toBe(true);
    let offers = 0;
    hold.onRoom(() => {
      offers += 1;
    });
    expect(offers).toBe(0);
    line.serve(second.hub);
    expect([offers, hold.full]).toEqual([1, false]);
  });

  test('has ports hear the module that is there, and no other', async () => {
    const [first, second] = [benchFor(), benchFor()];
    const { line } = lineFor(first);
    let heard = '';
    const end = line.listen((bytes) => {
      heard += Buffer.from(bytes).toString('latin1');
    });
    line.serve(second.hub);
    await first.say('one');
    await second.say('two');
    await second.until(() => heard === 'two');
    end();
    await second.say('three');
    await second.until(() => second.isSilent);
    await machineTurn();
    expect(heard).toBe('two');
  });

  test('refuses who may not come before there is a module, and keeps waiting who may', async () => {
    const { line, told } = lineFor();
    expect(line.attach(new Client('a'))).toEqual({ refused: 'the module is not there yet' });
    const joining = line.join(new Client('b'));
    const bench = benchFor();
    line.serve(bench.hub);
    expect(await joining).toMatchObject({ role: 'writer' });
    expect(told).toEqual(['b is connected']);
  });

  test('joins a client to the module that has come while it waited for its place', async () => {
    const [first, second] = [benchFor(), benchFor()];
    const { line } = lineFor(first);
    // Somebody holds the first module past the line.
    first.hub.attach(new Client('stranger'));
    const client = new Client('a');
    const joining = line.join(client);
    await machineTurn();
    line.serve(second.hub);
    const hold = await joining;
    if ('refused' in hold) throw new Error(hold.refused);
    hold.write(Buffer.from('x\n'));
    await second.until(() => client.text === 'heard\r\n');
    expect(first.moduleHeard).toBe('');
  });

  test('passes on that the hub has let go of a client', async () => {
    const bench = benchFor();
    const { line, told } = lineFor(bench);
    const client = new Client('a');
    attached(line, client);
    bench.hub.close();
    expect(client.reasons).toEqual(['the module is gone']);
    expect(told.at(-1)).toBe('a is gone: the module is gone');
    expect(line.users).toEqual([]);
  });

  test('tells of the first ten refusals and then how many there were', async () => {
    const bench = benchFor();
    const { line, told } = lineFor(bench);
    const hold = attached(line, new Client('a'));
    await Promise.all(Array.from({ length: 12 }, (_, index) => line.join(new Client(`b${index}`))));
    hold.detach();
    const refused = (index: number): string => `b${index} is refused: a has the serial line`;
    expect(told.slice(1)).toEqual([
      ...Array.from({ length: 9 }, (_, index) => refused(index)),
      `${refused(9)}; further ones are only counted`,
      'a is gone; 12 were refused meanwhile',
    ]);
  });
});
