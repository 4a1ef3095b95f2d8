import { describe, test } from 'vitest';
import { byteStreamLaws, type ByteStreamLaw } from './testing/byte-stream-laws.ts';
import { simulatedStreams } from './testing/simulated-streams.ts';
import { socketStreams } from './testing/socket-streams.ts';
import type { StreamBench } from './testing/stream-bench.ts';

const benches: readonly (readonly [string, () => Promise<StreamBench>])[] = [
  ['A stream of the simulated stacks', simulatedStreams],
  ['A stream over a real socket', socketStreams],
];

describe.each(benches)('%s', (_name, open) => {
  test.each(byteStreamLaws)('$title', (law) => assertLaw(law, open));
});

async function assertLaw(law: ByteStreamLaw, open: () => Promise<StreamBench>): Promise<void> {
  const bench = await open();
  try {
    await law.prove(bench);
  } finally {
    await bench.close();
  }
}
