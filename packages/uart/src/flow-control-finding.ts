import { finding, type Kernel } from '@w800/kernel';

/** Tells a run once that it has depended on lines an AT port is sold without. */
export class FlowControlFinding {
  private readonly kernel: Kernel;
  private told = false;

  constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  tell(): void {
    if (this.told) return;
    this.told = true;
    this.kernel.trace.emit(finding, {
      id: 'uart.flow-control-wired',
      text:
        'RTS or CTS has held up the line: the device table of the SDK gives UART1, the AT port, ' +
        'neither pin, so a board must move the port to see the same',
    });
  }
}
