import { atFigures } from '@w800/at';
import type { HeapLayout } from '@w800/memory';
import { mqttFigures } from '@w800/mqtt';
import { bootFigures } from './boot-figures.ts';
import { bootHeapFigures, heapFigures, runtimeHeapFigures } from './heap-figures.ts';
import { sessionFigures } from './session-figures.ts';
import { wifiFigures } from './wifi-figures.ts';

/** Every constant of the modelled module, with its provenance. */
export const w800Profile = {
  at: atFigures,
  boot: bootFigures,
  bootHeap: bootHeapFigures,
  heap: heapFigures,
  heapLayout: {
    headerBytes: heapFigures.headerBytes.value,
    alignmentBytes: heapFigures.alignmentBytes.value,
    regions: [
      { name: 'sram', base: heapFigures.sramBase.value, bytes: heapFigures.sramBytes.value },
      { name: 'dram', base: heapFigures.dramBase.value, bytes: heapFigures.dramBytes.value },
    ],
  } satisfies HeapLayout,
  mqtt: mqttFigures,
  runtimeHeap: runtimeHeapFigures,
  session: sessionFigures,
  wifi: wifiFigures,
};

export type Profile = typeof w800Profile;
