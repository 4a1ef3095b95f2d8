import { Trace, valuesOf } from '@w800/kernel';
import { expect, test } from 'vitest';
import { worldFigures } from '../figures.ts';
import { ack, syn, type Segment } from '../tcp/segment.ts';
import { DatagramPacket, SegmentPacket } from './ip-packet.ts';

const trace = new Trace(() => 0);
const figures = valuesOf(worldFigures);
const ends = {
  source: { address: '10.0.0.2', port: 50_000 },
  destination: { address: '10.0.0.1', port: 1883 },
};
const segment: Segment = {
  ...ends,
  sequence: 1,
  acknowledgement: 1,
  flags: ack,
  window: 1000,
  payload: new Uint8Array(1460),
};

test('a full segment is 1,500 bytes from the IP header on, an empty one 40', () => {
  expect(new SegmentPacket(trace, figures, segment).ipBytes).toBe(1500);
  const empty = { ...segment, payload: new Uint8Array(0) };
  expect(new SegmentPacket(trace, figures, empty).ipBytes).toBe(40);
});

test('a SYN has four bytes more, for the largest segment it takes', () => {
  const opening = { ...segment, flags: syn, mssBytes: 1460, payload: new Uint8Array(0) };
  expect(new SegmentPacket(trace, figures, opening).ipBytes).toBe(44);
});

test('a datagram of 48 bytes is 76 bytes from the IP header on', () => {
  const datagram = { ...ends, payload: new Uint8Array(48) };
  expect(new DatagramPacket(trace, figures, datagram).ipBytes).toBe(76);
});
