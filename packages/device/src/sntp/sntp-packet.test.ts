import { describe, expect, test } from 'vitest';
import { readSntpReply, sntpRequest } from './sntp-packet.ts';

/** A server's reply with all its timestamps in seconds since 1900 but the origin, which is zero. */
function reply(since1900: number, first = 0x24, stratum = 2, length = 48): Uint8Array {
  const packet = new Uint8Array(48);
  packet.set([first, stratum]);
  const view = new DataView(packet.buffer);
  for (const at of [16, 32, 40]) {
    view.setUint32(at, since1900);
    view.setUint32(at + 4, 0xffff_ffff);
  }
  return packet.slice(0, length);
}

const year2026 = 1_767_225_600;

test('a request is 48 bytes: version 4, client, and nothing else', () => {
  expect(sntpRequest()).toEqual(new Uint8Array(48).fill(0x23, 0, 1));
});

describe('A reply', () => {
  test('tells the time of its transmission, its fraction left off', () => {
    expect(readSntpReply(reply(year2026 + 2_208_988_800))).toEqual({ secondsSince1970: year2026 });
  });

  test.each([
    ['the last second of the first era', 0xffff_ffff, 2_085_978_495],
    ['the first second of the second era', 0, 2_085_978_496],
    ['the last second below the middle', 0x7fff_ffff, 4_233_462_143],
    ['the first second of the upper half', 0x8000_0000, -61_505_152],
  ])('%s, %i, is read as RFC 4330 has it', (_name, since1900, secondsSince1970) => {
    expect(readSntpReply(reply(since1900))).toEqual({ secondsSince1970 });
  });

  test('of stratum 0 is a kiss of death', () => {
    expect(readSntpReply(reply(1, 0x24, 0))).toBe('kiss-of-death');
  });

  test('whose server took 9 s is read half way between arrival and departure', () => {
    const packet = reply(year2026 + 2_208_988_800);
    new DataView(packet.buffer).setUint32(40, year2026 + 2_208_988_800 + 9);
    expect(readSntpReply(packet)).toEqual({ secondsSince1970: year2026 + 5 });
  });

  test('that does not repeat the zero of the request leads half way to 2036', () => {
    const packet = reply(year2026 + 2_208_988_800);
    packet.copyWithin(24, 32, 40);
    const halfWay = year2026 + (2_085_978_496 - year2026) / 2;
    expect(readSntpReply(packet)).toEqual({ secondsSince1970: Math.floor(halfWay) });
  });

  test('of 2070 and after, 34 years from 2036, is taken as it was sent', () => {
    const near = reply(2 ** 30 - 1);
    const far = reply(2 ** 30);
    for (const packet of [near, far]) new DataView(packet.buffer).setUint32(32, 0);
    expect(readSntpReply(far)).toEqual({ secondsSince1970: 2_085_978_496 + 2 ** 30 });
    expect(readSntpReply(near)).toEqual({ secondsSince1970: 2_085_978_496 + 2 ** 29 });
  });

  test('may lie anywhere in a larger buffer', () => {
    const buffer = new Uint8Array(80);
    buffer.set(reply(year2026 + 2_208_988_800), 7);
    expect(readSntpReply(buffer.subarray(7, 55))).toEqual({ secondsSince1970: year2026 });
  });

  test.each([
    ['a client', reply(1, 0x23)],
    ['a broadcast', reply(1, 0x25)],
    ['47 bytes', reply(1, 0x24, 2, 47)],
    ['49 bytes', new Uint8Array(49).fill(0x24, 0, 2)],
    ['nothing', new Uint8Array(0)],
  ])('is none when it is %s', (_name, packet) => {
    expect(readSntpReply(packet)).toBeUndefined();
  });
});
