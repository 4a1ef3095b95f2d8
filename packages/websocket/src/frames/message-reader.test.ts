import { describe, expect, it } from 'vitest';
import { handMadeFrame } from '../testing/hand-made-frame.ts';
import { reading } from '../testing/reading.ts';

/** What a client's reader, or a server's, finds in bytes. */
const read = (bytes: readonly number[], expectsMask = false): string[] =>
  reading([Uint8Array.from(bytes)], expectsMask);

describe('the frames of RFC 6455 section 5.7', () => {
  it('are a Ping and its masked Pong', () => {
    expect(read([0x89, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f])).toEqual(['ping 72 101 108 108 111']);
    expect(read([0x8a, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58], true)).toEqual([
      'pong 72 101 108 108 111',
    ]);
  });

  it('are 256 bytes and 64 KiB of binary', () => {
    for (const [head, bytes] of [
      [[0x82, 0x7e, 0x01, 0x00], 256],
      [[0x82, 0x7f, 0, 0, 0, 0, 0, 1, 0, 0], 65_536],
    ] as const) {
      const payload = new Uint8Array(bytes).fill(7);
      expect(read([...head, ...payload])).toEqual([`binary ${[...payload].join(' ')}`]);
      expect(read([...head, ...payload.subarray(1)])).toEqual([]);
    }
  });

  it.each([
    ['plain', [0x81, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f], false],
    ['masked', [0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58], true],
    ['in fragments', [0x01, 0x03, 0x48, 0x65, 0x6c, 0x80, 0x02, 0x6c, 0x6f], false],
  ])(
    'are %s text, which is refused with 1003: MQTT travels in binary frames [MQTT-6.0.0-1]',
    (_, bytes, expectsMask) => {
      expect(read(bytes, expectsMask)).toEqual(['fault 1003 a text message']);
    },
  );
});

describe('a message reader', () => {
  it('puts a message in fragments together, and tells control frames between them first', () => {
    expect(read([0x02, 1, 7, 0x89, 2, 8, 9, 0x00, 0, 0x8a, 0, 0x80, 1, 6])).toEqual([
      'ping 8 9',
      'pong',
      'binary 7 6',
    ]);
  });

  it('takes the mask of a client off, and leaves what came as it is', () => {
    const frame = handMadeFrame({
      first: 0x82,
      payload: Uint8Array.of(0, 0, 0, 0, 9),
      key: Uint8Array.of(1, 2, 3, 4),
    });
    const before = frame.slice();
    expect(reading([frame], true)).toEqual(['binary 0 0 0 0 9']);
    expect(frame).toEqual(before);
  });

  it.each([
    ['RSV1 must be clear', [0xc2, 0]],
    ['RSV2 and RSV3 must be clear', [0xa2, 0]],
    ['RSV2 and RSV3 must be clear', [0x92, 0]],
    ['invalid opcode 3', [0x83, 0]],
    ['invalid opcode 11', [0x8b, 0]],
    ['FIN must be set', [0x09, 0]],
    ['invalid payload length 126', [0x88, 126]],
    ['invalid payload length 1', [0x88, 1]],
    ['invalid opcode 0', [0x80, 0]],
    ['invalid opcode 2', [0x02, 0, 0x82, 0]],
    ['MASK must be clear', [0x82, 0x80]],
  ])('refuses with 1002: %s', (what, bytes) => {
    expect(read([...bytes, 0x82, 0])).toEqual([`fault 1002 Invalid WebSocket frame: ${what}`]);
  });

  it('refuses a frame that a client has not masked', () => {
    expect(read([0x82, 1], true)).toEqual(['fault 1002 Invalid WebSocket frame: MASK must be set']);
  });

  it('takes messages of up to 268,435,460 bytes, in one frame or more', () => {
    const tooLong = ['fault 1009 Max payload size exceeded'];
    expect(read([0x82, 127, 0, 0, 0, 0, 0x10, 0, 0, 4])).toEqual([]);
    expect(read([0x82, 127, 0, 0, 0, 0, 0x10, 0, 0, 5])).toEqual(tooLong);
    expect(read([0x02, 1, 0, 0x80, 127, 0, 0, 0, 0, 0x10, 0, 0, 4])).toEqual(tooLong);
    expect(read([0x82, 127, 0x80, 0, 0, 0, 0, 0, 0, 0])).toEqual([
      expect.stringMatching(/^fault 1009 /),
    ]);
  });

  it.each([1000, 1003, 1007, 1014, 3000, 4999])('takes a Close with %i', (code) => {
    expect(read([0x88, 3, code >> 8, code & 0xff, 65, 0x89, 0])).toEqual([`close ${code} 65`]);
  });

  it.each([0, 999, 1004, 1005, 1006, 1015, 2999, 5000])('refuses a Close with %i', (code) => {
    expect(read([0x88, 2, code >> 8, code & 0xff])).toEqual([
      `fault 1002 Invalid WebSocket frame: invalid status code ${code}`,
    ]);
  });

  it('takes a Close without a code, and refuses one with a reason that is no UTF-8', () => {
    expect(read([0x88, 0])).toEqual(['close -']);
    expect(read([0x88, 3, 3, 0xe8, 0xff])).toEqual([
      'fault 1007 Invalid WebSocket frame: invalid UTF-8 sequence',
    ]);
  });
});
