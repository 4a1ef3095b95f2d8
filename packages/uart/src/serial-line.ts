import type { Kernel } from '@w800/kernel';
import type { SerialPort, SerialSettings } from '@w800/ports';
import { Disturbance } from './disturbance.ts';
import { canReceive } from './framing.ts';
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
  /** What goes wrong on the way to the module. */
  readonly toModule: Disturbance;
  /** What goes wrong on the way to the host. */
  readonly toHost: Disturbance;
  private readonly ends: { readonly host: HostEnd; readonly module: ModuleEnd };

  constructor(kernel: Kernel, figures: UartFigures, options: SerialLineOptions = {}) {
    const host = new HostEnd(kernel, figures);
    const difference = new SettingsFinding(kernel);
    const sampled = (): void => {
      const near = canReceive(host.framing, module.framing, figures.receiveTolerancePerMille);
      if (!near) difference.tell(host.framing.settings, module.settings);
    };
    const module = new ModuleEnd(kernel, figures, host.output, {
      sampled,
      rts: (ready) => host.moduleReady(ready),
    });
    const { chunkEnds = [lineFeed, promptSign], chunkBytesMax = Infinity } = options;
    const ends = { values: new Set(chunkEnds), bytesMax: chunkBytesMax };
    host.listen(module.output, ends, sampled);
    host.onReady((ready) => module.clearToSend(ready));
    this.toModule = new Disturbance(kernel, 'to-module', host.output);
    this.toHost = new Disturbance(kernel, 'to-host', module.output);
    host.passThrough({
      fromProgram: (bytes) => this.toModule.throughAdapter(bytes),
      toProgram: (bytes) => this.toHost.throughAdapter(bytes),
    });
    this.host = host;
    this.module = module;
    this.ends = { host, module };
  }

  /** Has the host's port keep one setting otherwise than the host has it; as it has it without. */
  missetHost<Field extends keyof SerialSettings>(
    field: Field,
    value?: SerialSettings[Field],
  ): void {
    this.ends.host.misset(field, value);
  }

  /** Has the host's clock run fast by so many millionths; slow when negative, 0 for exact. */
  driftHost(perMillion: number): void {
    this.ends.host.drift(perMillion);
  }

  /** Holds up the task of the module that reads, as firmware at work elsewhere does. */
  stallModule(on: boolean): void {
    this.ends.module.stallReading(on);
  }
}
