import type { Alarm, Kernel } from '@w800/kernel';
import type { WorldValues } from '../world-values.ts';

/** lwIP's timer that every wait of DHCP is counted in. Only the tick that matters is an event. */
export class FineTicks {
  private readonly kernel: Kernel;
  private readonly figures: WorldValues;
  private readonly firstAt: number;
  private alarm: Alarm | undefined;

  constructor(kernel: Kernel, figures: WorldValues) {
    this.kernel = kernel;
    this.figures = figures;
    this.firstAt = kernel.now + figures.dhcpFirstTickNs;
  }

  /** The n-th tick from now on; what was waited for before is not any more. */
  wait(ticks: number, then: () => void): void {
    this.stop();
    const { kernel, firstAt } = this;
    const { dhcpFineTickNs } = this.figures;
    const passed = Math.floor((kernel.now - firstAt) / dhcpFineTickNs) + 1;
    this.alarm = kernel.at(firstAt + (passed + ticks - 1) * dhcpFineTickNs, then);
  }

  stop(): void {
    this.alarm?.cancel();
    this.alarm = undefined;
  }
}
