import { atFigures } from '@w800/at';
import type { HeapLayout } from '@w800/memory';
import { mqttFigures } from '@w800/mqtt';
import { handshakeFigures, slotFigures, tlsFigures } from '@w800/tls';
import { websocketFigures } from '@w800/websocket';
import { bootFigures } from './boot-figures.ts';
import {
  bootHeapFigures,
  heapFigures,
  runtimeHeapFigures,
  tlsHeapFigures,
  websocketHeapFigures,
} from './heap-figures.ts';
import { nvFigures } from '../settings/nv-figures.ts';
import { clockFigures } from './clock-figures.ts';
import { sessionFigures } from './session-figures.ts';
import { sntpFigures } from './sntp-figures.ts';
import { wifiFigures } from './wifi-figures.ts';

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
  mqtt: mqttFigures,
  nv: nvFigures,
  runtimeHeap: runtimeHeapFigures,
  session: sessionFigures,
  sntp: sntpFigures,
  tls: tlsFigures,
  tlsHeap: tlsHeapFigures,
  websocket: websocketFigures,
  websocketHeap: websocketHeapFigures,
  wifi: wifiFigures,
};

export type Profile = typeof w800Profile;
