import { millisecond, second, type Instant } from '@w800/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TcpWire } from '../testing/tcp-wire.ts';

const tickNs = 500 * millisecond;

/**
 * The timers of one lwIP connection that has one small segment under way at a
 * time, stepped tick by tick as tcp_slowtmr does, with lwIP's own variables.
 */
class SteppedConnection {
  private ticks: number;
  private sa = 0;
  private sv = 6;
  private rto = 6;
  private rtime = -1;
  private nrtx = 0;
  private rttest = 0;
  /** When it was sent, the first time included, and when it was given up. */
  readonly sentAt: Instant[] = [];
  closedAt: Instant | undefined;

  constructor(ticks: number) {
    this.ticks = ticks;
  }

  send(at: Instant): void {
    this.sentAt.push(at);
    if (this.rtime < 0) this.rtime = 0;
    if (this.rttest === 0) this.rttest = this.ticks;
  }

  acknowledge(): void {
    this.nrtx = 0;
    this.rto = (this.sa >> 3) + this.sv;
    this.rtime = -1;
    if (this.rttest === 0) return;
    let m = this.ticks - this.rttest - (this.sa >> 3);
    this.sa += m;
    if (m < 0) m = -m;
    m -= this.sv >> 2;
    this.sv += m;
    this.rto = (this.sa >> 3) + this.sv;
    this.rttest = 0;
  }

  tick(at: Instant): void {
    this.ticks += 1;
    if (this.closedAt !== undefined) return;
    if (this.nrtx >= 3) {
      this.closedAt = at;
      return;
    }
    if (this.rtime >= 0) this.rtime += 1;
    if (this.rtime < 0 || this.rtime < this.rto) return;
    const backoff = [1, 1, 1, 1, 2][this.nrtx] ?? 2;
    this.rto = ((this.sa >> 3) + this.sv) << backoff;
    this.rtime = 0;
    this.rttest = 0;
    this.nrtx += 1;
    this.send(at);
  }
}

/** One exchange: a pause, and how many sendings are lost before one is answered how late. */
const exchange = fc.record({
  pauseMs: fc.integer({ min: 1, max: 2_500 }),
  lost: fc.constantFrom(0, 0, 0, 0, 1, 2, 3, 4),
  answerMs: fc.constantFrom(3, 3, 3, 90, 450, 1_100, 2_600),
});

type Exchange = { readonly pauseMs: number; readonly lost: number; readonly answerMs: number };

interface Story {
  readonly sentAt: readonly Instant[];
  readonly closedAt: Instant | undefined;
}

/** What the module does, on a wire. */
async function told(exchanges: readonly Exchange[]): Promise<Story> {
  const wire = new TcpWire(1 * millisecond);
  const { module, server } = await wire.connected();
  const sentAt: Instant[] = [];
  let left = { lost: 0, answerMs: 0 };
  server.onData = () => server.stream.write(Uint8Array.of(2));
  wire.fate = (segment, direction) => {
    if (direction === '<') return [0];
    if (segment.payload.length === 0) return [0];
    sentAt.push(wire.kernel.now);
    if (left.lost === 0) return [left.answerMs * millisecond];
    left = { ...left, lost: left.lost - 1 };
    return [];
  };
  for (const { pauseMs, lost, answerMs } of exchanges) {
    await wire.kernel.runFor(pauseMs * millisecond + 1);
    left = { lost, answerMs };
    const before = module.received.length;
    module.stream.write(Uint8Array.of(1));
    const isOver = (): boolean => module.received.length > before || module.closed !== undefined;
    await wire.kernel.run(wire.kernel.now + 60 * second, isOver);
    if (module.closed !== undefined) break;
  }
  return { sentAt, closedAt: module.closedAt };
}

/**
 * The same, stepped. The connection began at 0, so slow ticks stand at 250 ms,
 * 750 ms and so on; two have been when the first exchange begins.
 */
function retold(exchanges: readonly Exchange[]): Story {
  const connection = new SteppedConnection(2);
  let [now, nextTick]: [Instant, Instant] = [1 * second, 1_250 * millisecond];
  const stepTo = (until: Instant): void => {
    for (; nextTick <= until; nextTick += tickNs) connection.tick(nextTick);
    now = until;
  };
  for (const { pauseMs, lost, answerMs } of exchanges) {
    stepTo(now + pauseMs * millisecond + 1);
    const before = connection.sentAt.length;
    connection.send(now);
    let answeredAt: Instant | undefined;
    while (answeredAt === undefined && connection.closedAt === undefined) {
      const heard = connection.sentAt[before + lost];
      const answer = (heard ?? Infinity) + answerMs * millisecond;
      if (answer < nextTick) answeredAt = answer;
      else stepTo(nextTick);
    }
    if (answeredAt === undefined) break;
    now = answeredAt;
    connection.acknowledge();
  }
  return { sentAt: connection.sentAt, closedAt: connection.closedAt };
}

describe('Retransmissions of the module, against lwIP stepped tick by tick', () => {
  test('law: each leaves at the same instant, and the end comes at the same one', async () => {
    const ends = { closed: 0, open: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(exchange, { minLength: 1, maxLength: 12 }), async (exchanges) => {
        const real = await told(exchanges);
        expect(real).toEqual(retold(exchanges));
        ends[real.closedAt === undefined ? 'open' : 'closed'] += 1;
      }),
      { numRuns: 200 },
    );
    expect(Math.min(ends.closed, ends.open)).toBeGreaterThan(20);
  });
});
