import type { Kernel, Random, Values } from '@w800/kernel';
import type { Heap } from '@w800/memory';
import type { CertificateSlots, HandshakeFigures, tlsFigures } from '@w800/tls';
import type { Departures } from '../../dialects/departures.ts';
import type { DialectOptions } from '../../dialects/dialect-options.ts';
import type { tlsHeapFigures, websocketHeapFigures } from '../../profile/heap-figures.ts';

/** What the layers between TCP and MQTT need of the module around them. */
export interface TransportOptions {
  readonly kernel: Kernel;
  readonly heap: Heap;
  readonly tlsHeapFigures: Values<typeof tlsHeapFigures>;
  readonly websocketHeapFigures: Values<typeof websocketHeapFigures>;
  readonly tlsFigures: Values<typeof tlsFigures>;
  readonly handshakeFigures: Values<HandshakeFigures>;
  readonly dialect: DialectOptions;
  readonly departures: Departures;
  readonly certificates: CertificateSlots;
  /** Told the secret of every handshake, one line of a key log each. */
  readonly secrets: ((line: string) => void) | undefined;
  /** The clock of the module, by which certificates are judged. */
  readonly nowSeconds: () => number;
  readonly tlsRandom: Random;
  readonly websocketRandom: Random;
}
