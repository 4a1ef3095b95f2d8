import type { BrokerEnd } from '@w800/broker';
import type { W800 } from '@w800/device';
import type { Kernel, Random } from '@w800/kernel';
import type { SerialLine } from '@w800/uart';
import type { World } from '@w800/world';
import type { KnownCertificates } from '../world/known-certificates.ts';

/** What a fault can get at: the models with the controls they offer. */
export interface FaultSites {
  readonly kernel: Kernel;
  /** The serial line between host and module. */
  readonly line: SerialLine;
  /** The module, with its supply and its heap. */
  readonly module: W800;
  /** Everything behind the antenna. */
  readonly world: World;
  /** The certificates of the world, and who issued them. */
  readonly certificates: KnownCertificates;
  /** The broker of that name or address; the first of the world when none is named. */
  readonly broker: (host?: string) => BrokerEnd;
  /** Randomness of this one application. */
  readonly random: Random;
}
