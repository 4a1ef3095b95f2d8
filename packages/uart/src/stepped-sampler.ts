import type { Framing } from './framing.ts';
import type { Span } from './interference.ts';

/** What a sampled frame is known by. */
export type SteppedFrame = readonly [startedAt: number, endedAt: number, byte: number];

/**
 * What a receiver makes of bytes sent back to back, worked out the slow way
 * from the list of levels: the yardstick for `Sampler`. Both ends keep their
 * nominal rates.
 */
export function steppedFrames(
  bytes: readonly number[],
  sender: Framing,
  receiver: Framing,
  spans: readonly Span[] = [],
): readonly SteppedFrame[] {
  const levels = bytes.flatMap((byte) => levelsOf(byte, sender));
  const bitEdges = [...levels, 1].map((_level, index) => sender.clock.span(index));
  const levelAt = (at: number): number => {
    const after = bitEdges.findIndex((edge) => edge > at);
    const sent = at < 0 || after < 0 ? 1 : (levels[after - 1] ?? 1);
    return disturbed(sent, at, spans);
  };
  const edges = [...bitEdges, ...spans.flatMap(({ from, to }) => [from, to])].toSorted(
    (one, other) => one - other,
  );
  const { baud, dataBits, parity } = receiver.settings;
  const bits = 2 + dataBits + (parity === 'none' ? 0 : 1);
  const frames: SteppedFrame[] = [];
  let lookFrom = 0;
  for (const edge of edges) {
    if (edge < lookFrom || levelAt(edge - 1) === 0 || levelAt(edge) === 1) continue;
    const times = Array.from(
      { length: bits },
      (_, bit) => edge + Math.floor(((2 * bit + 1) * 10 ** 9) / (2 * baud)),
    );
    const seen = times.map(levelAt);
    if (seen[0] === 1) {
      lookFrom = (times[0] ?? 0) + 1;
      continue;
    }
    const byte = seen.slice(1, 1 + dataBits).reduce((sum, level, bit) => sum + level * 2 ** bit, 0);
    const endedAt = times.at(-1) ?? 0;
    frames.push([edge, endedAt, byte]);
    lookFrom = endedAt + 1;
  }
  return frames;
}

/** What the wire is at: flips first, then the last hold that is in force. */
function disturbed(sent: number, at: number, spans: readonly Span[]): number {
  const inForce = spans.filter(({ from, to }) => from <= at && at < to);
  const flips = inForce.filter(({ effect }) => effect === 'flip').length;
  const hold = inForce.findLast(({ effect }) => effect !== 'flip');
  if (hold !== undefined) return hold.effect === 'low' ? 0 : 1;
  return (sent + flips) % 2;
}

function levelsOf(byte: number, { settings, frameBits }: Framing): readonly number[] {
  const data = Array.from(
    { length: settings.dataBits },
    (_, bit) => Math.floor(byte / 2 ** bit) % 2,
  );
  const ones = data.filter((level) => level === 1).length;
  const parities = { none: [], even: [ones % 2], odd: [(ones + 1) % 2] };
  const frame = [0, ...data, ...parities[settings.parity]];
  return [...frame, ...Array.from({ length: frameBits - frame.length }, () => 1)];
}
