import { Kernel, millisecond, second, valuesOf } from '@w800/kernel';
import type { DatagramSocket, Endpoint, ResolveOutcome } from '@w800/ports';
import { describe, expect, test } from 'vitest';
import { worldFigures } from '../figures.ts';
import { JoinedStation } from '../testing/joined-station.ts';
import type { WorldOptions } from '../world.ts';
import { dnsReplyBytes, type DnsReply } from './dns-message.ts';
import { NameLookup } from './name-lookup.ts';
import type { NameServerFault } from './name-server.ts';

const address = '192.168.10.234';
const names = { 'Broker.example': address };
const two = ['192.168.10.1', '8.8.8.8'];
const found = { ok: true, address };
const unknown = { ok: false, reason: 'no-such-name' };
const timeout = { ok: false, reason: 'timeout' };

interface Ended {
  readonly outcome: ResolveOutcome;
  readonly afterMs: number;
}

class Asker {
  readonly station: JoinedStation;
  readonly ended: Ended[] = [];
  private readonly network;

  private constructor(station: JoinedStation, nameServers: readonly string[]) {
    this.station = station;
    this.network = station.link.network({ ...station.lease, nameServers });
  }

  static async open(
    options: Partial<WorldOptions> = {},
    nameServers: readonly string[] = two.slice(0, 1),
  ): Promise<Asker> {
    return new Asker(await JoinedStation.create({ names, ...options }), nameServers);
  }

  /** Asks at 1 s, or later if it has asked before, and lets a minute pass. */
  async ask(name = 'broker.example'): Promise<Ended | undefined> {
    const { kernel } = this.station;
    const askedAt = kernel.now;
    this.network.resolve(name, (outcome) => {
      this.ended.push({ outcome, afterMs: (kernel.now - askedAt) / millisecond });
    });
    await kernel.runFor(60 * second);
    return this.ended.at(-1);
  }

  /** When who was asked, in seconds from 1 s on. */
  get queries(): string[] {
    return this.station.records
      .filter(({ kind }) => kind === 'dns.query')
      .map(({ at, data }) => `${at / second - 1} ${data['server'] as string}`);
  }
}

describe('A name', () => {
  test('is found after a round trip and the time the server takes, 26 ms', async () => {
    expect(await (await Asker.open()).ask('broker.EXAMPLE')).toEqual({
      outcome: found,
      afterMs: 26,
    });
  });

  test('that nobody has is answered so at once', async () => {
    const asker = await Asker.open();
    expect(await asker.ask('nobody.example')).toEqual({ outcome: unknown, afterMs: 26 });
    expect(asker.queries).toHaveLength(1);
  });

  test('that is an address needs nobody', async () => {
    const asker = await Asker.open();
    expect(await asker.ask('10.0.0.1')).toEqual({
      outcome: { ok: true, address: '10.0.0.1' },
      afterMs: 0,
    });
    expect(asker.queries).toEqual([]);
  });

  test('is asked for in a datagram to port 53 from one of its own, with recursion desired', async () => {
    const asker = await Asker.open();
    await asker.ask();
    const [query, answer] = asker.station.records
      .filter(({ at, kind }) => at >= second && kind === 'udp.datagram')
      .map(({ data }) => data as unknown as { payload: Uint8Array; [field: string]: unknown });
    expect(query).toMatchObject({ destination: '192.168.10.1', destinationPort: 53 });
    expect(answer).toMatchObject({
      source: '192.168.10.1',
      destinationPort: query?.['sourcePort'],
    });
    const bytes = query?.payload ?? new Uint8Array(0);
    expect(String.fromCharCode(...bytes.subarray(2))).toBe(
      '\x01\0\0\x01\0\0\0\0\0\0\x06broker\x07example\0\0\x01\0\x01',
    );
    expect(answer?.payload.slice(0, 2)).toEqual(bytes.slice(0, 2));
  });

  test('takes no place in the table of sockets while it is asked for', async () => {
    const asker = await Asker.open({ nameServers: [{ silent: true }] });
    asker.station.network.resolve('broker.example', () => {});
    await asker.station.kernel.runFor(second);
    const sockets = Array.from({ length: 8 }, () => asker.station.network.openDatagram());
    expect(sockets).not.toContain(undefined);
    expect(asker.station.network.openDatagram()).toBeUndefined();
  });
});

describe('A silent server', () => {
  test('is asked at 0, 1, 2 and 4 s and given up after 7 s', async () => {
    const asker = await Asker.open({ nameServers: [{ silent: true }] });
    expect(await asker.ask()).toEqual({ outcome: timeout, afterMs: 7_000 });
    const [router] = two;
    expect(asker.queries).toEqual([`0 ${router}`, `1 ${router}`, `2 ${router}`, `4 ${router}`]);
  });

  test('is followed by the second one at once; two silent ones take 14 s', async () => {
    const silent = { nameServers: [{ silent: true }] };
    const asker = await Asker.open(silent, two);
    expect(await asker.ask()).toEqual({ outcome: timeout, afterMs: 14_000 });
    expect(asker.queries.slice(4).map((query) => query.split(' ')[0])).toEqual([
      '7',
      '8',
      '9',
      '11',
    ]);
    const first = { nameServers: [{ address: '192.168.10.1', silent: true }] };
    const other = await Asker.open(first, two);
    expect(await other.ask()).toEqual({ outcome: found, afterMs: 7_026 });
  });

  test('is the same as one behind a silent uplink, and as none that is there', async () => {
    const asker = await Asker.open();
    asker.station.world.uplink.down();
    expect(await asker.ask()).toEqual({ outcome: timeout, afterMs: 7_000 });
    const nobody = await Asker.open({}, ['192.168.10.77']);
    expect(await nobody.ask()).toEqual({ outcome: timeout, afterMs: 7_000 });
  });

  test('is not asked a third time over: lwIP has room for two servers', async () => {
    const asker = await Asker.open({ nameServers: [{ silent: true }] }, [...two, '208.67.222.222']);
    expect(await asker.ask()).toEqual({ outcome: timeout, afterMs: 14_000 });
  });

  test('no server at all fails at once', async () => {
    const outcome = { ok: false, reason: 'no-server' };
    expect(await (await Asker.open({}, [])).ask()).toEqual({ outcome, afterMs: 0 });
  });
});

describe('A server that fails', () => {
  test.each<[NameServerFault, number, object]>([
    ['no-such-name', 26, unknown],
    ['server-failure', 26, unknown],
    ['refused', 26, unknown],
    ['no-address', 26, unknown],
    ['garbage', 7_000, timeout],
    ['cut-short', 7_000, timeout],
    ['other-question', 7_000, timeout],
  ])('by %s ends the question after %d ms', async (fault, afterMs, outcome) => {
    const asker = await Asker.open({ nameServers: [{ fault }] });
    expect(await asker.ask()).toEqual({ outcome, afterMs });
  });

  test.each<NameServerFault>(['no-such-name', 'server-failure', 'refused'])(
    'by %s is followed by the second one at once',
    async (fault) => {
      const asker = await Asker.open({ nameServers: [{ address: '192.168.10.1', fault }] }, two);
      expect(await asker.ask()).toEqual({ outcome: found, afterMs: 52 });
    },
  );

  test('by an answer without an address is not followed by another', async () => {
    const nameServers = [{ address: '192.168.10.1', fault: 'no-address' as const }];
    const asker = await Asker.open({ nameServers }, two);
    expect(await asker.ask()).toEqual({ outcome: unknown, afterMs: 26 });
  });

  test('by a wrong address is believed', async () => {
    const asker = await Asker.open({ nameServers: [{ wrongAddress: '192.0.2.7' }] });
    const outcome = { ok: true, address: '192.0.2.7' };
    expect(await asker.ask()).toEqual({ outcome, afterMs: 26 });
    expect((await asker.ask('nobody.example'))?.outcome).toEqual(unknown);
  });

  test('by being slow is asked again, and its first answer counts', async () => {
    const asker = await Asker.open({ nameServers: [{ delayMs: 3_000 }] });
    expect(await asker.ask()).toEqual({ outcome: found, afterMs: 3_026 });
    expect(asker.queries).toHaveLength(3);
    expect(asker.ended).toHaveLength(1);
  });
});

describe('An answer', () => {
  /** What becomes of a question when this is heard from an address. */
  async function heard(
    change: Partial<DnsReply>,
    from = '192.168.10.1',
  ): Promise<ResolveOutcome[]> {
    const kernel = new Kernel({ seed: 1 });
    const outcomes: ResolveOutcome[] = [];
    let receive: (bytes: Uint8Array, from: Endpoint) => void = () => {};
    const socket: DatagramSocket = {
      local: { address: '192.168.10.100', port: 2_000 },
      onReceive: (receiver) => (receive = receiver),
      send: () => {
        const reply = { id: 7, name: 'Broker.Example', code: 0, address, ttl: 60, ...change };
        receive(dnsReplyBytes(reply), { address: from, port: 53 });
      },
      close: () => {},
    };
    const lookup = new NameLookup({
      kernel,
      figures: valuesOf(worldFigures),
      name: 'broker.example',
      servers: ['192.168.10.1'],
      id: 7,
      open: () => socket,
      done: (outcome) => outcomes.push(outcome),
    });
    await kernel.run(0);
    lookup.cancel();
    return outcomes;
  }

  test('counts when it is to this question and from who was asked', async () => {
    expect(await heard({})).toEqual([found]);
  });

  test('to another question, of another number, or from elsewhere is passed over', async () => {
    expect(await heard({ name: 'other.example' })).toEqual([]);
    expect(await heard({ id: 8 })).toEqual([]);
    expect(await heard({}, '192.168.10.66')).toEqual([]);
  });
});

describe('Described', () => {
  test('a server of its own knows what others do not', async () => {
    const nameServers = [{ address: '9.9.9.9', names: { 'Inner.example': '10.1.1.1' } }];
    const inner = await Asker.open({ nameServers }, ['9.9.9.9']);
    expect((await inner.ask('inner.example'))?.outcome).toEqual({ ok: true, address: '10.1.1.1' });
    expect((await inner.ask())?.outcome).toEqual(found);
    const outer = await Asker.open({ nameServers });
    expect((await outer.ask('inner.example'))?.outcome).toEqual(unknown);
  });

  test.each([
    [{ address: 'dns' }, 'WORLD_BAD_ADDRESS'],
    [{ wrongAddress: 'x' }, 'WORLD_BAD_ADDRESS'],
    [{ names: { a: 'b' } }, 'WORLD_BAD_ADDRESS'],
    [{ delayMs: -1 }, 'WORLD_BAD_NAME_SERVER'],
    [{ ttlSeconds: 0.5 }, 'WORLD_BAD_NAME_SERVER'],
  ])('as %j it cannot be: %s', async (description, code) => {
    const nameServers = [description];
    await expect(JoinedStation.create({ nameServers })).rejects.toMatchObject({ code });
  });
});
