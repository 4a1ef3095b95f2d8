import { atFigures } from '@w800/at';
import type { HeapLayout } from '@w800/memory';
import { mqttFigures } from '@w800/mqtt';
import { handshakeFigures, slotFigures, tlsFigures } from '@w800/tls';
import { websocketFigures } from '@w800/websocket';
import { bootFigures } from './boot-figures.ts';
import { bootHeapFigures } from './boot-heap-figures.ts';
import { heapFigures, tlsHeapFigures, websocketHeapFigures } from './heap-figures.ts';
import { lwipHeapFigures } from './lwip-heap-figures.ts';
import { osHeapFigures } from './os-heap-figures.ts';
import { nvFigures } from '../settings/nv-figures.ts';
import { clockFigures } from './clock-figures.ts';
import { sessionFigures } from './session-figures.ts';
import { sessionHeapFigures } from './session-heap-figures.ts';
import { sntpFigures } from './sntp-figures.ts';
import { wifiFigures } from './wifi-figures.ts';
import { wifiHeapFigures } from './wifi-heap-figures.ts';

/** Every constant of the modelled module, with its provenance. */
export const w800Profile = {
  at: atFigures,
  boot: bootFigures,
  bootHeap: bootHeapFigures,
  certificates: slotFigures,
  clock: clockFigures,
  handshake: handshakeFigures,
  heap: heapFigures,
  heapLayout: {
    headerBytes: heapFigures.headerBytes.value,
    alignmentBytes: heapFigures.alignmentBytes.value,
    regions: [
      { name: 'sram', base: heapFigures.sramBase.value, bytes: heapFigures.sramBytes.value },
      { name: 'dram', base: heapFigures.dramBase.value, bytes: heapFigures.dramBytes.value },
    ],
  } satisfies HeapLayout,
  lwipHeap: lwipHeapFigures,
  mqtt: mqttFigures,
  nv: nvFigures,
  osHeap: osHeapFigures,
  session: sessionFigures,
  sessionHeap: sessionHeapFigures,
  sntp: sntpFigures,
  tls: tlsFigures,
  tlsHeap: tlsHeapFigures,
  websocket: websocketFigures,
  websocketHeap: websocketHeapFigures,
  wifi: wifiFigures,
  wifiHeap: wifiHeapFigures,
};

export type Profile = typeof w800Profile;
