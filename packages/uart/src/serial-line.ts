import type { Kernel } from '@w800/kernel';
import type { SerialPort } from '@w800/ports';
import { HostEnd } from './host-end.ts';
import { ModuleEnd } from './module-end.ts';
import type { ModuleUart } from './module-uart.ts';
import { SettingsFinding } from './settings-finding.ts';
import type { UartFigures } from './uart-figures.ts';

export interface SerialLineOptions {
  /**
   * Byte values behind which the host is handed what it received so far, so
   * that it can stop at that very byte. Default: LF, and `>` of the data prompt.
   */
  readonly chunkEnds?: readonly number[];
  /** The host is handed what it received at the latest after so many bytes. Default: no limit. */
  readonly chunkBytesMax?: number;
}

const lineFeed = 0x0a;
const promptSign = 0x3e;

/**
 * A serial cable between a host and the module's AT port, both ways at once.
 * Nothing is computed per byte but its instant when somebody asks; an idle
 * line has no alarm set.
 */
export class SerialLine {
  readonly module: ModuleUart;
  readonly host: SerialPort;

  constructor(kernel: Kernel, figures: UartFigures, options: SerialLineOptions = {}) {
    const host = new HostEnd(kernel, figures);
    const difference = new SettingsFinding(kernel);
    const sampled = (): void => difference.tell(host.settings, module.settings);
    const module = new ModuleEnd(kernel, figures, host.output, sampled);
    const { chunkEnds = [lineFeed, promptSign], chunkBytesMax = Infinity } = options;
    const ends = { values: new Set(chunkEnds), bytesMax: chunkBytesMax };
    host.listen(module.output, ends, sampled);
    this.host = host;
    this.module = module;
  }
}
