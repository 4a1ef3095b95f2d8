import type { AtOutput } from '@w800/at';
import type { ModuleUart } from '@w800/uart';
import { lineSetting, serialSettingsOf, type LineParameters } from './line-parameters.ts';

/**
 * The AT port's hold on its UART. A change of the line waits until what was
 * printed before has left, and what is printed after it waits for the change,
 * so no message is torn between two settings.
 */
export class AtSerial implements AtOutput {
  private readonly uart: ModuleUart;
  private current: LineParameters = lineSetting.initial;
  private changing = false;
  private held: { readonly bytes: Uint8Array; readonly accepted: () => void } | undefined;

  constructor(uart: ModuleUart) {
    this.uart = uart;
  }

  /** How the line is set, or will be as soon as it may. */
  get parameters(): LineParameters {
    return this.current;
  }

  write(bytes: Uint8Array, accepted: () => void): void {
    if (this.changing) this.held = { bytes, accepted };
    else this.uart.write(bytes, accepted);
  }

  /** Calls back when what has been accepted so far has left. */
  drain(drained: () => void): void {
    this.uart.drain(drained);
  }

  /** Sets the line anew as soon as what has been accepted so far has left. */
  change(parameters: LineParameters): void {
    this.current = parameters;
    this.changing = true;
    this.uart.drain(() => {
      this.changing = false;
      this.configure();
      const { held } = this;
      this.held = undefined;
      if (held !== undefined) this.uart.write(held.bytes, held.accepted);
    });
  }

  /** Sets the line at once and forgets what was under way, as a start does. */
  start(parameters: LineParameters): void {
    this.changing = false;
    this.held = undefined;
    this.current = parameters;
    this.configure();
  }

  private configure(): void {
    const settings = serialSettingsOf(this.current);
    if (settings !== undefined) this.uart.configure(settings);
  }
}
