import { ack, advance, fin, rst, syn, type Segment } from '../tcp/segment.ts';

const nothing = new Uint8Array(0);

/** What RFC 9293 answers to a segment nobody waits for; an RST is answered by nothing. */
export function resetFor(segment: Segment): Segment | undefined {
  const { flags } = segment;
  if ((flags & rst) !== 0) return undefined;
  const hasAck = (flags & ack) !== 0;
  const length = segment.payload.length + ((flags & syn) !== 0 ? 1 : 0) + (flags & fin);
  return {
    source: segment.destination,
    destination: segment.source,
    sequence: hasAck ? segment.acknowledgement : 0,
    acknowledgement: hasAck ? 0 : advance(segment.sequence, length),
    flags: hasAck ? rst : rst | ack,
    window: 0,
    payload: nothing,
  };
}
