import { describe, expect, it } from 'vitest';
import { FrameReader } from './frame-reader.ts';

/** What a reader tells of bytes, and the fault it finds. */
function read(bytes: readonly number[], expectsMask = false): string[] {
  const log: string[] = [];
  let usedBytes = 0;
  const reader = new FrameReader(expectsMask, {
    frame: ({ opcode, bytes: length, fin }) => log.push(`${opcode} ${length} ${fin ? 'fin' : '…'}`),
    data: (data) => {
      log.push(`data ${[...data].join(' ')}`);
      usedBytes += data.length;
    },
    control: ({ opcode }, payload) => log.push(`${opcode} ${[...payload].join(' ')}`.trim()),
    overhead: (byteCount) => {
      usedBytes += byteCount;
    },
  });
  const fault = reader.feed(Uint8Array.from(bytes));
  expect(fault === undefined ? usedBytes : bytes.length).toBe(bytes.length);
  if (fault !== undefined) log.push(`${fault.code} ${fault.what}`);
  return log;
}

describe('a frame reader', () => {
  it('passes payload on before its frame is complete', () => {
    expect(read([0x82, 5, 1, 2])).toEqual(['binary 5 fin', 'data 1 2']);
  });

  it('reads a message in fragments with control frames between them', () => {
    expect(read([0x02, 1, 7, 0x89, 2, 8, 9, 0x00, 0, 0x8a, 0, 0x80, 1, 6])).toEqual([
      'binary 1 …',
      'data 7',
      'ping 8 9',
      'continuation 0 …',
      'pong',
      'continuation 1 fin',
      'data 6',
    ]);
  });

  it('reads both long lengths', () => {
    expect(read([0x82, 126, 1, 0, 5])).toEqual(['binary 256 fin', 'data 5']);
    expect(read([0x82, 127, 0, 0, 0, 1, 0, 0, 0, 0, 5])).toEqual([
      'binary 4294967296 fin',
      'data 5',
    ]);
  });

  it('takes the mask of a client off', () => {
    expect(read([0x82, 0x85, 1, 2, 3, 4, 1, 2, 3, 4, 8], true)).toEqual([
      'binary 5 fin',
      'data 0 0 0 0 9',
    ]);
  });

  it.each([
    ['a reserved bit is set', [0xc2, 0]],
    ['a reserved bit is set', [0xa2, 0]],
    ['a reserved bit is set', [0x92, 0]],
    ['reserved opcode 3', [0x83, 0]],
    ['reserved opcode 11', [0x8b, 0]],
    ['a ping in fragments', [0x09, 0]],
    ['a close of over 125 bytes', [0x88, 126]],
    ['a close with half a code', [0x88, 1]],
    ['a continuation of nothing', [0x80, 0]],
    ['a binary frame inside a message', [0x02, 0, 0x82, 0]],
    ['a text frame inside a message', [0x02, 0, 0x81, 0]],
    ['a masked frame from a server', [0x82, 0x80]],
  ])('refuses with 1002: %s', (what, bytes) => {
    expect(read(bytes).at(-1)).toBe(`1002 ${what}`);
  });

  it('refuses a frame that a client has not masked', () => {
    expect(read([0x82, 1], true)).toEqual(['1002 an unmasked frame from a client']);
  });

  it('refuses text with 1003: MQTT travels in binary frames [MQTT-6.0.0-1]', () => {
    expect(read([0x81, 1])).toEqual(['1003 a text frame']);
  });

  it('refuses a frame of over 2^53 - 1 bytes with 1009', () => {
    expect(read([0x82, 127, 0, 0x20, 0, 0, 0, 0, 0, 0])).toEqual([
      '1009 a frame of over 2^53 bytes',
    ]);
    expect(read([0x82, 127, 0, 0x1f, 255, 255, 255, 255, 255, 255])).toEqual([
      `binary ${Number.MAX_SAFE_INTEGER} fin`,
    ]);
    expect(read([0x82, 127, 0x80, 0, 0, 0, 0, 0, 0, 0]).at(-1)).toMatch(/^1009/);
  });
});
