import { Kernel, millisecond, second, valuesOf } from '@w800/kernel';
import type { Endpoint } from '@w800/ports';
import { describe, expect, test } from 'vitest';
import { sntpFigures } from '../profile/sntp-figures.ts';
import { MemoryMedium } from '../testing/memory-medium.ts';
import { timeReply } from '../testing/time-server.ts';
import { SntpClient } from './sntp-client.ts';

const noon = 1_767_268_800;

/** A client on a network whose peers do as they are told. */
class Rig {
  readonly kernel: Kernel;
  readonly medium: MemoryMedium;
  readonly client: SntpClient;
  /** Instant in whole seconds after the first request, and who was asked. */
  readonly asked: [number, string][] = [];
  readonly told: number[] = [];
  readonly requestBytes: number[] = [];
  intervalSeconds = 3_600;
  firstRequestAt = 0;
  answer: (to: Endpoint, reply: (bytes: Uint8Array) => void) => void = () => {};

  constructor(servers: readonly string[], seed: number, medium: MemoryMedium, kernel: Kernel) {
    this.kernel = kernel;
    this.medium = medium;
    medium.onDatagram = (bytes, to, reply) => {
      if (this.asked.length === 0) this.firstRequestAt = kernel.now;
      this.requestBytes.push(bytes.length);
      this.asked.push([(kernel.now - this.firstRequestAt) / second, `${to.address}:${to.port}`]);
      this.answer(to, reply);
    };
    this.client = new SntpClient({
      kernel,
      random: kernel.random.fork(`test ${seed}`),
      network: medium.network(),
      figures: valuesOf(sntpFigures),
      servers,
      intervalSeconds: () => this.intervalSeconds,
      told: (seconds) => this.told.push(seconds),
    });
  }

  static open(servers: readonly string[], seed = 1): Rig {
    const kernel = new Kernel({ seed: 1 });
    return new Rig(servers, seed, new MemoryMedium(kernel), kernel);
  }

  async run(seconds: number): Promise<void> {
    await this.kernel.runFor(seconds * second);
  }
}

describe('The first request', () => {
  test('leaves 0 to 5 s after the start, in whole milliseconds that differ by seed', async () => {
    const delays = new Set<number>();
    for (let seed = 0; seed < 200; seed += 1) {
      const rig = Rig.open(['10.0.0.5'], seed);
      await rig.run(5);
      expect(rig.asked).toEqual([[0, '10.0.0.5:123']]);
      delays.add(rig.firstRequestAt);
    }
    const sorted = [...delays].toSorted((a, b) => a - b);
    expect(sorted[0]).toBeLessThan(250 * millisecond);
    expect(sorted.at(-1)).toBeGreaterThan(4_750 * millisecond);
    expect(sorted.at(-1)).toBeLessThan(5_000 * millisecond);
    expect(sorted.every((delay) => delay % millisecond === 0)).toBe(true);
    expect(sorted.length).toBeGreaterThan(150);
  });
});

describe('A client whose server answers', () => {
  test('asks again after the interval', async () => {
    const rig = Rig.open(['time.example']);
    rig.answer = (_to, reply) => reply(timeReply(noon));
    await rig.run(7_210);
    expect(rig.told).toEqual([noon, noon, noon]);
    expect(rig.requestBytes).toEqual([48, 48, 48]);
    expect(rig.asked).toEqual([0, 3_600, 7_200].map((at) => [at, '10.0.0.9:123']));
  });

  test('counts a new interval from the last synchronisation', async () => {
    const rig = Rig.open(['10.0.0.5']);
    rig.answer = (_to, reply) => reply(timeReply(noon));
    await rig.run(105);
    const passed = rig.kernel.now / second - rig.firstRequestAt / second;
    rig.intervalSeconds = 150;
    rig.client.intervalChanged();
    await rig.run(60);
    rig.intervalSeconds = 15;
    rig.client.intervalChanged();
    await rig.run(25);
    expect(passed).toBeLessThan(150);
    expect(rig.asked.map(([at]) => at)).toEqual([0, 150, 165, 180]);
  });

  test('whose new interval is over already asks at once', async () => {
    const rig = Rig.open(['10.0.0.5']);
    rig.answer = (_to, reply) => reply(timeReply(noon));
    await rig.run(100);
    rig.intervalSeconds = 15;
    rig.client.intervalChanged();
    await rig.run(1);
    expect(rig.asked).toHaveLength(2);
    expect(rig.asked[1]?.[0]).toBeGreaterThan(90);
  });

  test('does not ask out of turn when the interval changes while it waits for a reply', async () => {
    const rig = Rig.open(['10.0.0.5']);
    await rig.run(6);
    rig.intervalSeconds = 15;
    rig.client.intervalChanged();
    await rig.run(1);
    expect(rig.asked).toHaveLength(1);
  });

  test('takes a second reply to one request as well: nothing of it is checked', async () => {
    const rig = Rig.open(['10.0.0.5']);
    rig.answer = (_to, reply) => {
      reply(timeReply(noon));
      reply(timeReply(noon + 9));
    };
    await rig.run(20);
    expect(rig.told).toEqual([noon, noon + 9]);
  });
});

describe('A client without another server', () => {
  test('waits 15 s for the reply and then 15, 30, 60, 120, 150 and 150 s', async () => {
    const rig = Rig.open(['10.0.0.5']);
    await rig.run(800);
    const waits = rig.asked.map(([at], index) => at - (rig.asked[index - 1]?.[0] ?? 0));
    expect(waits).toEqual([0, 30, 45, 75, 135, 165, 165, 165]);
  });

  test('begins with 15 s again after a synchronisation', async () => {
    const rig = Rig.open(['10.0.0.5']);
    await rig.run(100);
    rig.answer = (_to, reply) => reply(timeReply(noon));
    await rig.run(100);
    expect(rig.told).toEqual([noon]);
    rig.answer = () => {};
    await rig.run(3_700);
    expect(rig.asked.map(([at]) => at)).toEqual([0, 30, 75, 150, 3_750, 3_780, 3_825]);
  });

  test('is told to stay away and waits, the longer for the 15 s of each request that go on', async () => {
    const rig = Rig.open(['10.0.0.5']);
    rig.answer = (_to, reply) => reply(timeReply(noon, 0));
    await rig.run(400);
    expect(rig.asked.map(([at]) => at)).toEqual([0, 45, 180, 345]);
    expect(rig.told).toEqual([]);
  });

  test('looks an unknown name up again after 15, 30, 60 s, and not in between', async () => {
    const rig = Rig.open(['nowhere']);
    await rig.run(200);
    const start = 1;
    const lookups = 4;
    const waits = 3;
    expect(rig.kernel.eventCount).toBe(start + lookups + waits);
    expect(rig.asked).toEqual([]);
  });
});

describe('A client with several servers', () => {
  const servers = ['10.0.0.5', '10.0.0.6', '10.0.0.7'];

  test('asks the next at once when 15 s are over, round and round', async () => {
    const rig = Rig.open(servers);
    await rig.run(65);
    expect(rig.asked).toEqual([
      [0, '10.0.0.5:123'],
      [15, '10.0.0.6:123'],
      [30, '10.0.0.7:123'],
      [45, '10.0.0.5:123'],
      [60, '10.0.0.6:123'],
    ]);
  });

  test('stays with the one that answered', async () => {
    const rig = Rig.open(servers);
    rig.answer = ({ address }, reply) => {
      if (address === '10.0.0.6') reply(timeReply(noon));
    };
    await rig.run(3_700);
    expect(rig.asked.map(([, server]) => server)).toEqual([
      '10.0.0.5:123',
      '10.0.0.6:123',
      '10.0.0.6:123',
    ]);
    expect(rig.told).toEqual([noon, noon]);
  });

  test('turns away at once after a kiss of death', async () => {
    const rig = Rig.open(servers);
    rig.answer = ({ address }, reply) => reply(timeReply(noon, address === '10.0.0.5' ? 0 : 1));
    await rig.run(6);
    expect(rig.asked).toEqual([
      [0, '10.0.0.5:123'],
      [0, '10.0.0.6:123'],
    ]);
    expect(rig.told).toEqual([noon]);
  });

  test('passes over an unknown name at once', async () => {
    const rig = Rig.open(['nowhere', '10.0.0.6']);
    rig.answer = (_to, reply) => reply(timeReply(noon));
    await rig.run(5);
    expect(rig.asked).toEqual([[0, '10.0.0.6:123']]);
  });

  test('of unknown names asks in rounds of 15 s, not without end', async () => {
    const rig = Rig.open(['nowhere', 'nowhere', 'nowhere']);
    await rig.run(5);
    const before = rig.kernel.eventCount;
    await rig.run(150);
    expect(rig.kernel.eventCount - before).toBeLessThan(100);
    expect(rig.kernel.eventCount - before).toBeGreaterThanOrEqual(30);
    expect(rig.asked).toEqual([]);
  });

  test('takes the late reply of the server before, and stays where it is', async () => {
    const rig = Rig.open(['10.0.0.5', '10.0.0.6']);
    let late: ((bytes: Uint8Array) => void) | undefined;
    rig.answer = ({ address }, reply) => {
      if (address === '10.0.0.5') late ??= reply;
    };
    await rig.run(21);
    expect(rig.asked).toHaveLength(2);
    late?.(timeReply(noon));
    await rig.run(3_610);
    expect(rig.told).toEqual([noon]);
    expect(rig.asked.map(([, server]) => server)).toEqual([
      '10.0.0.5:123',
      '10.0.0.6:123',
      '10.0.0.6:123',
    ]);
  });
});

describe('A packet that is no reply', () => {
  test('is passed over, and the reply still counts', async () => {
    const rig = Rig.open(['10.0.0.5']);
    rig.answer = (_to, reply) => {
      reply(new Uint8Array(3));
      reply(timeReply(noon));
    };
    await rig.run(6);
    expect(rig.told).toEqual([noon]);
  });
});

describe('Without a place in the socket table', () => {
  test('a client asks as soon as there is one', async () => {
    const kernel = new Kernel({ seed: 1 });
    const medium = new MemoryMedium(kernel);
    medium.datagramSocketsLeft = 0;
    const rig = new Rig(['10.0.0.5'], 1, medium, kernel);
    rig.answer = (_to, reply) => reply(timeReply(noon));
    await rig.run(10);
    expect(rig.asked).toEqual([]);
    medium.datagramSocketsLeft = 1;
    await rig.run(40);
    expect(rig.told).toEqual([noon]);
  });
});

describe('A stopped client', () => {
  test.each([
    ['before the first request', 0],
    ['while it waits for a reply', 6],
    ['between two requests', 20],
  ])('%s is silent and has given its socket back', async (_state, seconds) => {
    const rig = Rig.open(['10.0.0.5']);
    await rig.run(seconds);
    const before = rig.asked.length;
    rig.client.stop();
    expect(rig.medium.datagramSocketsLeft).toBe(8);
    await rig.run(1_000);
    expect(rig.asked).toHaveLength(before);
    expect(rig.told).toEqual([]);
  });
});
