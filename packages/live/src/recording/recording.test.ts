import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineTraceKind, Digest, Kernel, second } from '@w800/kernel';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Door } from '../door.ts';
import type { DoorRecord } from '../trace-kinds.ts';
import { doorLine, readDoorLine } from './door-line.ts';
import { readRecording } from './read-recording.ts';
import { Recorder } from './recorder.ts';
import { Replay } from './replay.ts';

const echoed = defineTraceKind<{ readonly text: string }>('test.echoed', 'The model has answered.');
const setup = { seed: 1, word: 'anything' };

let parent: string;
let folder: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'w800-recording-'));
  folder = join(parent, 'one', 'two');
});
afterEach(() => rmSync(parent, { recursive: true }));

/** A kernel with a model that answers what comes in a second later. */
function twin(): { kernel: Kernel; door: Door } {
  const kernel = new Kernel({ seed: 1 });
  const door = new Door(kernel);
  door.read('tester', ({ word = '' }) => {
    kernel.after(second, () => kernel.trace.emit(echoed, { text: word }));
  });
  return { kernel, door };
}

/** A run of three seconds in which two things come in. */
async function recorded(finish: (recorder: Recorder) => void): Promise<string> {
  const { kernel, door } = twin();
  const digest = new Digest();
  const recorder = new Recorder({ kernel, folder, setup });
  kernel.trace.onAny(digest.add);
  for (const word of ['first', 'second']) {
    await kernel.run(kernel.now + second);
    door.enter({ from: 'tester', what: 'word', word, bytes: Uint8Array.of(0, 10, 255) });
    door.admit();
  }
  await kernel.run(3 * second);
  finish(recorder);
  return digest.toString();
}

async function replayed(): Promise<{ digest: string; recordedDigest: string | undefined }> {
  const { kernel, door } = twin();
  return new Replay(kernel, readRecording(folder)).run(door);
}

function file(name: string): string {
  return join(folder, name);
}

describe('A recording', () => {
  test('holds the setup, what came in, when, and the digest of the run', async () => {
    const digest = await recorded((recorder) => recorder.finish());
    const recording = readRecording(folder);
    expect(recording.setup).toEqual(setup);
    const common = { from: 'tester', what: 'word', bytes: Uint8Array.of(0, 10, 255) };
    expect(recording.records).toEqual([
      { at: 1 * second, record: { ...common, word: 'first' } },
      { at: 2 * second, record: { ...common, word: 'second' } },
    ]);
    expect(recording.end).toEqual({ digest, traceRecords: 4, endNs: 3 * second });
    expect(await replayed()).toMatchObject({ digest, recordedDigest: digest });
  });

  test('ends where it was finished: what comes after is not part of it', async () => {
    const { kernel, door } = twin();
    const recorder = new Recorder({ kernel, folder, setup });
    door.enter({ from: 'tester', what: 'word', word: 'one' });
    door.admit();
    await kernel.run(1);
    recorder.finish();
    recorder.finish();
    door.enter({ from: 'tester', what: 'word', word: 'two' });
    door.admit();
    await kernel.run(9 * second);
    const { records, end } = readRecording(folder);
    expect([records.length, end?.traceRecords, end?.endNs]).toEqual([1, 1, 1]);
    const { digest, recordedDigest } = await replayed();
    expect(digest).toBe(recordedDigest);
  });

  test('of a killed run says so, and is repeated as far as it came', async () => {
    await recorded(() => {});
    expect(JSON.parse(readFileSync(file('digest.json'), 'utf8'))).toMatchObject({
      complete: false,
    });
    const whole = readFileSync(file('door.ndjson')).length;
    truncateSync(file('door.ndjson'), whole - 5);
    const { records, end } = readRecording(folder);
    expect([records.length, end]).toEqual([1, undefined]);
    expect(await replayed()).toMatchObject({ recordedDigest: undefined, records: 1 });
  });

  test('has the secrets of TLS sessions in a file of their own, marked once', async () => {
    await recorded((recorder) => {
      for (const line of ['CLIENT_RANDOM 00 ff', 'CLIENT_RANDOM 01 ff']) recorder.secret(line);
      recorder.finish();
      recorder.secret('CLIENT_RANDOM 02 ff');
    });
    const [mark, ...lines] = readFileSync(file('tls-keys.log'), 'utf8').split('\n');
    expect(mark).toMatch(/^# Session secrets of a live twin: /);
    expect(lines).toEqual(['CLIENT_RANDOM 00 ff', 'CLIENT_RANDOM 01 ff', '']);
    rmSync(file('tls-keys.log'));
    const { digest, recordedDigest } = await replayed();
    expect(digest).toBe(recordedDigest);
  });

  test('of another run has another digest', async () => {
    await recorded((recorder) => recorder.finish());
    const lines = readFileSync(file('door.ndjson'), 'latin1').replace('second', 'other!');
    writeFileSync(file('door.ndjson'), lines, 'latin1');
    const { digest, recordedDigest } = await replayed();
    expect(digest).not.toBe(recordedDigest);
  });

  test('is not made where something is', async () => {
    await recorded((recorder) => recorder.finish());
    const make = (): Recorder => new Recorder({ kernel: twin().kernel, folder, setup });
    expect(make).toThrow(expect.objectContaining({ code: 'LIVE_RECORDING_EXISTS' }));
    folder = file('meta.json');
    expect(make).toThrow(expect.objectContaining({ code: 'LIVE_RECORDING_FAILED' }));
  });

  test('that cannot go on is given up, told once, and the run goes on', async () => {
    const { kernel, door } = twin();
    const told: string[] = [];
    const failed = ({ code }: { code: string }): void => void told.push(code);
    const recorder = new Recorder({ kernel, folder, setup, failed });
    rmSync(parent, { recursive: true });
    recorder.finish();
    door.enter({ from: 'tester', what: 'word' });
    door.admit();
    await kernel.run(second);
    recorder.finish();
    expect([told, kernel.now]).toEqual([['LIVE_RECORDING_FAILED'], second]);
    rmSync(parent, { recursive: true, force: true });
    parent = mkdtempSync(join(tmpdir(), 'w800-recording-'));
  });
});

describe('What is no recording', () => {
  test.each([
    ['is not there', () => rmSync(folder, { recursive: true }), 'LIVE_NO_RECORDING'],
    ['has no meta.json', () => rmSync(file('meta.json')), 'LIVE_NO_RECORDING'],
    ['is of something else', () => writeFileSync(file('meta.json'), '{}'), 'LIVE_NO_RECORDING'],
    ['is not JSON', () => writeFileSync(file('meta.json'), '}'), 'LIVE_NO_RECORDING'],
    [
      'is of another version',
      () => writeFileSync(file('meta.json'), '{"format":"w800-twin recording","version":2}'),
      'LIVE_BAD_RECORDING',
    ],
    [
      'has a line that is none',
      () => appendFileSync(file('door.ndjson'), '{}\n'),
      'LIVE_BAD_RECORDING',
    ],
    [
      'goes back in time',
      () => appendFileSync(file('door.ndjson'), '{"at":1,"from":"a","what":"b"}\n'),
      'LIVE_BAD_RECORDING',
    ],
  ])('since it %s', async (_why, spoil, code) => {
    await recorded((recorder) => recorder.finish());
    spoil();
    expect(() => readRecording(folder)).toThrow(expect.objectContaining({ code }));
  });

  test('is named with the line that is wrong', async () => {
    await recorded((recorder) => recorder.finish());
    appendFileSync(file('door.ndjson'), 'x\n');
    expect(() => readRecording(folder)).toThrow('door.ndjson:3:');
  });
});

test('a record is read as it was written, whatever it holds', () => {
  const text = fc.string({ unit: 'binary' });
  const record: fc.Arbitrary<DoorRecord> = fc.record(
    { from: text, what: text, bytes: fc.uint8Array(), word: text, byteCount: fc.nat() },
    { requiredKeys: ['from', 'what'] },
  );
  fc.assert(
    fc.property(fc.maxSafeNat(), record, (at, written) => {
      const line = doorLine({ at, record: written });
      expect(line.indexOf('\n')).toBe(line.length - 1);
      expect(readDoorLine(line)).toEqual({ at, record: { ...written } });
    }),
  );
});
