import type { ModuleOutput } from '../module-output.ts';
import { showBytes } from '../show-bytes.ts';
import { secretShown } from './secret-shown.ts';

/** Offsets from and up to. */
type Ranges = readonly (readonly [from: number, to: number])[];

/** Finds what must not be shown in all that the module has said. */
interface SecretFinder {
  inOutput(output: ModuleOutput): Ranges;
}

/** What the module has said as a person may read it; nothing is looked for before one does. */
export class ShownOutput {
  private readonly output: ModuleOutput;
  private readonly redaction: SecretFinder | undefined;
  private secrets: Ranges = [];
  private searchedTo = 0;

  /** @param redaction absent: everything is shown */
  constructor(output: ModuleOutput, redaction: SecretFinder | undefined) {
    this.output = output;
    this.redaction = redaction;
  }

  /** From one offset up to another. */
  text(start: number, end: number = this.output.length): string {
    let shown = '';
    let at = start;
    for (const [from, to] of this.ranges()) {
      if (to <= at) continue;
      if (from >= end) break;
      shown += `${showBytes(this.output.bytes(at, Math.max(at, from)))}${secretShown}`;
      at = Math.min(to, end);
    }
    return shown + showBytes(this.output.bytes(at, end));
  }

  private ranges(): Ranges {
    const { output, redaction } = this;
    if (redaction !== undefined && this.searchedTo < output.length) {
      this.secrets = redaction.inOutput(output);
      this.searchedTo = output.length;
    }
    return this.secrets;
  }
}
