import type { ByteString } from '@w800/at';
import type { Kernel, Values } from '@w800/kernel';
import type { Heap } from '@w800/memory';
import type { MqttFigures } from '@w800/mqtt';
import type { Network } from '@w800/ports';
import type { Departures } from '../dialects/departures.ts';
import type { DialectOptions } from '../dialects/dialect-options.ts';
import type { osHeapFigures } from '../profile/os-heap-figures.ts';
import type { sessionHeapFigures } from '../profile/session-heap-figures.ts';
import type { sessionFigures } from '../profile/session-figures.ts';
import type { TransportOptions } from './transport/transport-options.ts';

/** What the session and the operating system take from the heap. */
export interface SessionHeapFigures {
  readonly session: Values<typeof sessionHeapFigures>;
  readonly os: Values<typeof osHeapFigures>;
}

/** What a session needs of the module around it. */
export interface SessionOptions {
  readonly kernel: Kernel;
  readonly heap: Heap;
  readonly heapFigures: SessionHeapFigures;
  readonly figures: Values<typeof sessionFigures>;
  readonly dialect: DialectOptions;
  readonly departures: Departures;
  readonly clientFigures: Values<MqttFigures>;
  /** The network while the station has an address. */
  readonly network: () => Network | undefined;
  /** What TLS and WebSocket need. */
  readonly transport: TransportOptions;
  readonly urc: (text: ByteString | Uint8Array, printed?: () => void) => void;
}
