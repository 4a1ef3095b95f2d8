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
    const [one, other] = [shown(host), shown(module)];
    const text =
      one === other
        ? `both ends are set to ${one}, and their clocks are further apart than a receiver is ` +
          'sure to bear: what either received is what sampling the other gives'
        : `the host was set to ${one} and the module to ${other}: what either ` +
          'received is what sampling the other gives';
    if (this.told.has(text)) return;
    this.told.add(text);
    const id = one === other ? 'uart.clocks-differ' : 'uart.settings-differ';
    this.kernel.trace.emit(finding, { id, text });
  }
}

/** `115200 8N1` */
function shown({ baud, dataBits, parity, stopBits }: SerialSettings): string {
  return `${baud} ${dataBits}${parity.charAt(0).toUpperCase()}${stopBits}`;
}
