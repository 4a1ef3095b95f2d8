import { Buffer } from 'node:buffer';
import { Kernel, millisecond, second } from '@w800/kernel';
import fc from 'fast-check';
import { generate, type Packet } from 'mqtt-packet';
import { describe, expect, test } from 'vitest';
import type { WriteShape } from './broker-end.ts';
import type { Surveillance } from './client-end.ts';
import { AsyncCompartment } from './compartment.ts';
import { Connection } from './connection.ts';
import { PacketRecord } from './packet-record.ts';
import { RuleBook } from './rule-book.ts';
import { PairEnd } from './testing/stream-pair.ts';

/** A connection with a test at both ends, where aedes and the module would be. */
class Bench {
  readonly kernel = new Kernel({ seed: 1 });
  readonly common: Surveillance;
  readonly client: PairEnd;
  readonly connection: Connection;
  readonly atLibrary: number[] = [];
  readonly atClient: number[] = [];
  private readonly compartment = new AsyncCompartment(this.kernel, 'test');

  constructor(shape: WriteShape = {}) {
    const { kernel, compartment } = this;
    this.common = {
      kernel,
      book: new RuleBook(),
      record: new PacketRecord(kernel),
      shape,
      closed: false,
    };
    const here = { address: '10.0.0.1', port: 1 };
    this.client = new PairEnd(kernel, here, { ...here, port: 2 });
    this.connection = new Connection(this.common, compartment, this.client.peer, () => {});
    const { duplex } = this.connection;
    compartment.handOver(() => {
      duplex.on('data', (bytes: Buffer) => this.atLibrary.push(...bytes));
    });
    this.client.attach({
      data: (bytes) => {
        this.atClient.push(...bytes);
        this.client.consumed(bytes.length);
      },
      end: () => {},
      acknowledged: () => {},
      close: () => {},
    });
    this.connection.open();
  }

  /** The library reads no more. */
  pause(): void {
    this.compartment.handOver(() => this.connection.duplex.pause());
  }

  /** The library writes. */
  write(bytes: Uint8Array): void {
    this.compartment.handOver(() => this.connection.duplex.write(bytes));
  }
}

const packets: readonly Packet[] = [
  { cmd: 'pingreq' },
  { cmd: 'publish', topic: 't', payload: 'x'.repeat(300), qos: 0, dup: false, retain: false },
  { cmd: 'puback', messageId: 1 },
  { cmd: 'connect', clientId: 'W800', clean: true, keepalive: 60 },
];
const piece = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 20 }),
  fc.constantFrom(...packets).map((packet) => Uint8Array.from(generate(packet))),
);
/** Whole packets and rubbish, cut anywhere. */
const written = fc
  .tuple(fc.array(piece, { maxLength: 8 }), fc.array(fc.integer({ min: 1, max: 40 })))
  .map(([pieces, lengths]) => {
    const all = Uint8Array.from(Buffer.concat(pieces));
    const cut: Uint8Array[] = [];
    let at = 0;
    for (const length of lengths) {
      if (at < all.length) cut.push(all.subarray(at, at + length));
      at += length;
    }
    if (at < all.length) cut.push(all.subarray(at));
    return cut;
  });
const shape = fc.constantFrom<WriteShape>(
  {},
  { splitBytes: 1 },
  { splitBytes: 7 },
  { mergeMs: 3 },
  { mergeMs: 4, splitBytes: 2 },
);
/** Rules that look at everything and befall nothing. */
const idleRules = fc.boolean();

describe('Bytes that no rule befalls', () => {
  test('law: from a client they reach the library as they are, however they are cut', async () => {
    await fc.assert(
      fc.asyncProperty(written, idleRules, async (pieces, hasRules) => {
        const bench = new Bench();
        const action = { do: 'drop' } as const;
        if (hasRules) bench.common.book.add({ packet: 'any', nth: 1_000, action });
        for (const bytes of pieces) {
          bench.client.write(bytes);
          await bench.kernel.runFor(1 * millisecond);
        }
        bench.client.end();
        await bench.kernel.runFor(1 * second);
        const expected = Array.from(Buffer.concat(pieces));
        expect(bench.atLibrary).toEqual(expected);
        expect(bench.client.peer.unconsumedBytes).toBe(0);
        const recorded = bench.common.record.packets.flatMap(({ bytes }) => [...bytes]);
        expect(recorded).toEqual(expected);
      }),
    );
  });

  test('law: from the library they reach a client as they are, cut and joined', async () => {
    await fc.assert(
      fc.asyncProperty(written, shape, idleRules, async (pieces, writes, hasRules) => {
        const bench = new Bench(writes);
        const action = { do: 'drop' } as const;
        if (hasRules) bench.common.book.add({ packet: 'any', nth: 1_000, action });
        for (const bytes of pieces) {
          bench.write(bytes);
          await bench.kernel.runFor(1 * millisecond);
        }
        bench.connection.close();
        await bench.kernel.runFor(1 * second);
        expect(bench.atClient).toEqual(Array.from(Buffer.concat(pieces)));
      }),
    );
  });
});

describe('The window of a client', () => {
  test('opens by each byte once, though rules delay, repeat and drop', async () => {
    const bench = new Bench();
    const always = { times: 'always', from: 'client' } as const;
    const { book } = bench.common;
    book.add({ packet: 'puback', ...always, action: { do: 'delay', ms: 50 } });
    book.add({ packet: 'publish', ...always, action: { do: 'duplicate', ms: 20 } });
    book.add({ packet: 'pingreq', ...always, action: { do: 'drop' } });
    for (let turn = 0; turn < 40; turn += 1) {
      for (const packet of packets.slice(0, 3)) bench.client.write(generate(packet));
      await bench.kernel.runFor(3 * millisecond);
    }
    await bench.kernel.runFor(1 * second);
    expect(bench.client.peer.unconsumedBytes).toBe(0);
    const publishBytes = packets[1] === undefined ? 0 : generate(packets[1]).length;
    expect(bench.atLibrary.length).toBe(40 * (2 * publishBytes + 4));
  });

  test('stays as it is while the library does not read what a rule made late', async () => {
    const bench = new Bench();
    bench.common.book.add({ packet: 'puback', action: { do: 'delay', ms: 5 } });
    bench.pause();
    bench.client.write(generate({ cmd: 'puback', messageId: 1 }));
    await bench.kernel.runFor(10 * millisecond);
    expect([bench.connection.duplex.readableLength, bench.client.peer.unconsumedBytes]).toEqual([
      4, 0,
    ]);
    bench.client.write(generate({ cmd: 'pingreq' }));
    await bench.kernel.runFor(10 * millisecond);
    bench.write(generate({ cmd: 'pingresp' }));
    await bench.kernel.runFor(10 * millisecond);
    // Not reported before all is read, and never more than came.
    expect([bench.atClient.length, bench.client.peer.unconsumedBytes]).toEqual([2, 2]);
  });
});
