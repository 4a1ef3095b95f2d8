import { describe, expect, it } from 'vitest';
import { encodeFrame } from './encode-frame.ts';

const hello = Uint8Array.from('Hello', (letter) => letter.charCodeAt(0));
const mask = Uint8Array.of(0x37, 0xfa, 0x21, 0x3d);

describe('a frame of RFC 6455 section 5.7', () => {
  it('is written byte for byte: text, plain and masked', () => {
    const text = { opcode: 'text', fin: true, payload: hello } as const;
    expect([...encodeFrame(text)]).toEqual([0x81, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f]);
    expect([...encodeFrame({ ...text, mask })]).toEqual([
      0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58,
    ]);
  });

  it('is written byte for byte: text in two fragments', () => {
    const first = { opcode: 'text', fin: false, payload: hello.subarray(0, 3) } as const;
    const last = { opcode: 'continuation', fin: true, payload: hello.subarray(3) } as const;
    expect([...encodeFrame(first)]).toEqual([0x01, 0x03, 0x48, 0x65, 0x6c]);
    expect([...encodeFrame(last)]).toEqual([0x80, 0x02, 0x6c, 0x6f]);
  });

  it('is written byte for byte: a Ping and its masked Pong', () => {
    const ping = encodeFrame({ opcode: 'ping', fin: true, payload: hello });
    expect([...ping]).toEqual([0x89, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f]);
    const pong = encodeFrame({ opcode: 'pong', fin: true, payload: hello, mask });
    expect([...pong]).toEqual([0x8a, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58]);
  });

  it.each([
    [256, [0x82, 0x7e, 0x01, 0x00]],
    [65_536, [0x82, 0x7f, 0, 0, 0, 0, 0, 1, 0, 0]],
  ])('is written byte for byte: %i bytes of binary', (bytes, head) => {
    const payload = new Uint8Array(bytes).fill(7);
    const frame = encodeFrame({ opcode: 'binary', fin: true, payload });
    expect([...frame.subarray(0, head.length)]).toEqual(head);
    expect(frame.subarray(head.length)).toEqual(payload);
  });
});

describe('a frame', () => {
  const head = (bytes: number, key?: Uint8Array): number[] => {
    const payload = new Uint8Array(bytes);
    const frame = encodeFrame({ opcode: 'binary', fin: true, payload, mask: key });
    return [...frame.subarray(0, frame.length - bytes)];
  };

  it('has the shortest length that fits', () => {
    expect(head(125)).toEqual([0x82, 125]);
    expect(head(126)).toEqual([0x82, 126, 0, 126]);
    expect(head(65_535)).toEqual([0x82, 126, 255, 255]);
  });

  it('carries a mask of zeros too, and then its payload in clear', () => {
    const zeros = new Uint8Array(4);
    expect(head(3, zeros)).toEqual([0x82, 0x83, 0, 0, 0, 0]);
    const frame = encodeFrame({ opcode: 'binary', fin: true, payload: hello, mask: zeros });
    expect([...frame.subarray(6)]).toEqual([...hello]);
  });

  it('leaves the payload in the hands of its user as it is, and shares no memory with it', () => {
    for (const key of [undefined, new Uint8Array(4), mask]) {
      const payload = hello.slice();
      const frame = encodeFrame({ opcode: 'binary', fin: true, payload, mask: key });
      expect(payload).toEqual(hello);
      const before = [...frame];
      payload.fill(0);
      expect([...frame]).toEqual(before);
    }
  });
});
