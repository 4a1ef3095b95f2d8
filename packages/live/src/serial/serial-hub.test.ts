import { describe, expect, onTestFinished, test } from 'vitest';
import { SerialBench, type SerialBenchOptions } from '../testing/serial-bench.ts';
import type { Attachment, SerialClient } from './serial-client.ts';

function benchFor(options: SerialBenchOptions = {}): SerialBench {
  const bench = new SerialBench(options);
  onTestFinished(() => bench.close());
  return bench;
}

class Client implements SerialClient {
  readonly label: string;
  readonly reasons: string[] = [];
  text = '';
  isThere = true;

  constructor(label: string) {
    this.label = label;
  }

  deliver(bytes: Uint8Array): void {
    this.text += Buffer.from(bytes).toString('latin1');
  }

  closed(reason: string): void {
    this.reasons.push(reason);
  }

  present(): boolean {
    return this.isThere;
  }
}

function attached(bench: SerialBench, client: SerialClient): Attachment {
  const outcome = bench.hub.attach(client);
  if ('refused' in outcome) throw new Error(outcome.refused);
  return outcome;
}

describe('the serial line of a module', () => {
  test('has one writer; the next is told who that is', async () => {
    const bench = benchFor();
    attached(bench, new Client('a'));
    const second = { refused: 'a has the serial line' };
    expect(bench.hub.attach(new Client('b'))).toEqual(second);
    expect(await bench.hub.join(new Client('b'))).toEqual(second);
  });

  test('is free again when the writer has let go, and its wishes have no effect any more', async () => {
    const bench = benchFor();
    const first = attached(bench, new Client('a'));
    first.detach();
    first.detach();
    first.write(Buffer.from('lost\n'));
    first.configure({ baud: 300 });
    first.purge();
    first.breakSignal(true);
    const next = attached(bench, new Client('b'));
    next.write(Buffer.from('x\n'));
    await bench.until(() => bench.moduleHeard === 'x\n');
    expect(bench.entries).toEqual(['attached a', 'detached a', 'attached b', 'data x\n']);
  });

  test('gives the place of a writer who is not there any more to the next', () => {
    const bench = benchFor();
    const gone = new Client('a');
    const hold = attached(bench, gone);
    gone.isThere = false;
    expect(attached(bench, new Client('b')).role).toBe('writer');
    expect(gone.reasons).toEqual(['another client has taken the serial line']);
    hold.detach();
    expect(bench.hub.attach(new Client('c'))).toEqual({ refused: 'b has the serial line' });
  });

  test('with readers: who comes later listens, and can do nothing', async () => {
    const bench = benchFor({ readers: true });
    const clients = [new Client('a'), new Client('b')] as const;
    const writer = attached(bench, clients[0]);
    const reader = attached(bench, clients[1]);
    expect([writer.role, reader.role, reader.full]).toEqual(['writer', 'reader', false]);
    reader.write(Buffer.from('no\n'));
    expect(reader.configure({ baud: 300 }).baud).toBe(115_200);
    reader.modemLines({ dtr: true });
    writer.write(Buffer.from('yes\n'));
    await bench.until(() => bench.moduleHeard !== '');
    await bench.until(() => clients[1].text !== '');
    expect(bench.moduleHeard).toBe('yes\n');
    expect(clients.map(({ text }) => text)).toEqual(['heard\r\n', 'heard\r\n']);
    expect(bench.entries).toEqual(['attached a', 'data yes\n']);
  });

  test('records settings, break, purge and modem lines, and says how it is set at once', async () => {
    const bench = benchFor();
    const hold = attached(bench, new Client('a'));
    expect(hold.configure({ baud: 9600 }).baud).toBe(9600);
    expect(hold.configure({ stopBits: 2 })).toMatchObject({ baud: 9600, stopBits: 2 });
    hold.breakSignal(true);
    hold.breakSignal(false);
    hold.modemLines({ dtr: false });
    hold.purge();
    await bench.until(() => bench.entered.at(-1)?.what === 'purge');
    expect(bench.line.host.settings).toMatchObject({ baud: 9600, stopBits: 2 });
    expect(bench.entries.slice(3)).toEqual([
      'break on',
      'break off',
      'lines {"dtr":false}',
      'purge',
    ]);
  });

  test('is heard by listeners too, until they have had enough', async () => {
    const bench = benchFor();
    let heard = '';
    const stop = bench.hub.listen((bytes) => {
      heard += Buffer.from(bytes).toString('latin1');
    });
    await bench.say('one\r\n');
    await bench.until(() => heard === 'one\r\n');
    stop();
    const client = new Client('a');
    attached(bench, client);
    await bench.say('two\r\n');
    await bench.until(() => client.text === 'two\r\n');
    expect(heard).toBe('one\r\n');
  });

  test('is busy until the last byte either way has left', async () => {
    const bench = benchFor();
    const { hub, line } = bench;
    await bench.inside(() => {
      line.host.write(new Uint8Array(100));
      expect(hub.busyUntil).toBe(line.host.sentAt);
      line.module.write(new Uint8Array(200), () => {});
      expect(hub.busyUntil).toBe(line.module.sentAt);
      expect(line.module.sentAt).toBeGreaterThan(line.host.sentAt);
    });
  });

  test('lets go of everybody when it is closed, and takes nobody', () => {
    const bench = benchFor({ readers: true });
    const clients = [new Client('a'), new Client('b')];
    for (const client of clients) attached(bench, client);
    bench.hub.close();
    bench.hub.close();
    expect(clients.map(({ reasons }) => reasons)).toEqual([
      ['the module is gone'],
      ['the module is gone'],
    ]);
    expect(bench.hub.attach(new Client('c'))).toHaveProperty('refused');
  });
});
