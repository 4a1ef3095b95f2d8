import type { PowerEvent } from './power-trace.ts';

export interface SupplyOptions {
  readonly trace: (event: PowerEvent) => void;
  /** The supply has come, whatever the reset pin says. */
  readonly powered: () => void;
  /** The module has power and is not held in reset any more. */
  readonly start: () => void;
  /** One of the two is over. */
  readonly stop: () => void;
}

/** The supply and the reset pin: the module runs while it has the one and the other is high. */
export class Supply {
  private readonly options: SupplyOptions;
  private isOn = false;
  private isHeld = false;

  constructor(options: SupplyOptions) {
    this.options = options;
  }

  /** Whether the module runs. */
  get runs(): boolean {
    return this.isOn && !this.isHeld;
  }

  switchOn(): void {
    if (this.isOn) return;
    this.isOn = true;
    this.options.trace('on');
    this.options.powered();
    if (!this.isHeld) this.options.start();
  }

  switchOff(): void {
    if (!this.isOn) return;
    this.isOn = false;
    this.options.trace('off');
    if (!this.isHeld) this.options.stop();
  }

  holdReset(): void {
    if (this.isHeld) return;
    this.isHeld = true;
    this.options.trace('reset');
    if (this.isOn) this.options.stop();
  }

  releaseReset(): void {
    if (!this.isHeld) return;
    this.isHeld = false;
    if (this.isOn) this.options.start();
  }
}
