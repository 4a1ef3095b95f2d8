import { finding, type Kernel } from '@w800/kernel';
import type { SerialSettings } from '@w800/ports';

/** Tells a run that bytes went between ends that are set otherwise, once for each two settings. */
export class SettingsFinding {
  private readonly kernel: Kernel;
  private readonly told = new Set<string>();

  constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  tell(host: SerialSettings, module: SerialSettings): void {
    const text =
      `the host was set to ${shown(host)} and the module to ${shown(module)}: what either ` +
      'received is what sampling the other gives';
    if (this.told.has(text)) return;
    this.told.add(text);
    this.kernel.trace.emit(finding, { id: 'uart.settings-differ', text });
  }
}

/** `115200 8N1` */
function shown({ baud, dataBits, parity, stopBits }: SerialSettings): string {
  return `${baud} ${dataBits}${parity.charAt(0).toUpperCase()}${stopBits}`;
}
