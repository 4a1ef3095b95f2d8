import { W800 } from '@w800/device';
import { valuesOf, type Kernel } from '@w800/kernel';
import { MemoryNvStore } from '@w800/ports';
import { SerialLine, uartFigures } from '@w800/uart';
import { World } from '@w800/world';
import type { Bench } from '../bench.ts';
import { KnownCertificates } from '../world/known-certificates.ts';

/** What faults can get at, around a module that is switched off. */
export function unpoweredSites(kernel: Kernel): Bench['sites'] {
  const line = new SerialLine(kernel, valuesOf(uartFigures));
  const world = new World(kernel, { accessPoints: [] });
  const { medium } = world;
  const nvStore = new MemoryNvStore();
  const module = new W800({ kernel, uart: line.module, medium, nvStore });
  return { kernel, line, module, world, certificates: new KnownCertificates() };
}
