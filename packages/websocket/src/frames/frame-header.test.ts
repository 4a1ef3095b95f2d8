import { describe, expect, it } from 'vitest';
import { encodeFrameHeader } from './frame-header.ts';

describe('a frame header', () => {
  const plain = { opcode: 'binary', fin: true } as const;

  it('has 2, 4 or 10 bytes by the length of the payload', () => {
    expect([...encodeFrameHeader({ ...plain, bytes: 125 })]).toEqual([0x82, 125]);
    expect([...encodeFrameHeader({ ...plain, bytes: 126 })]).toEqual([0x82, 126, 0, 126]);
    expect([...encodeFrameHeader({ ...plain, bytes: 65_535 })]).toEqual([0x82, 126, 255, 255]);
    const long = [...encodeFrameHeader({ ...plain, bytes: 65_536 })];
    expect(long).toEqual([0x82, 127, 0, 0, 0, 0, 0, 1, 0, 0]);
    const huge = [...encodeFrameHeader({ ...plain, bytes: 0x1_0000_0001 })];
    expect(huge).toEqual([0x82, 127, 0, 0, 0, 1, 0, 0, 0, 1]);
  });

  it('has 4 bytes more for a mask, even one of zeros', () => {
    const mask = Uint8Array.of(0, 0, 0, 0);
    expect([...encodeFrameHeader({ ...plain, bytes: 3, mask })]).toEqual([0x82, 0x83, 0, 0, 0, 0]);
  });

  it('carries no FIN bit when more frames of the message follow', () => {
    const header = encodeFrameHeader({ opcode: 'continuation', fin: false, bytes: 0 });
    expect([...header]).toEqual([0, 0]);
  });
});
