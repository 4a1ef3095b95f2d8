import type { LiveError } from '../live-error.ts';
import type { TargetLink, TargetReader } from '../target/target-link.ts';
import { machineMoment } from './machine-turn.ts';

/** Reads a link to a module and keeps what came. */
export class LinkReader implements TargetReader {
  text = '';
  /** `LIVE_TARGET_LOST` each time it was told. */
  readonly losses: string[] = [];

  constructor(link: TargetLink) {
    link.read(this);
  }

  data(bytes: Uint8Array): void {
    this.text += Buffer.from(bytes).toString('latin1');
  }

  lost(error: LiveError): void {
    this.losses.push(error.code);
  }

  /** Comes back when something holds; the test's time limit ends it otherwise. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await machineMoment();
  }
}
