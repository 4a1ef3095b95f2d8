import type { Alarm, Duration, Kernel } from '@w800/kernel';
import type { Pending } from '@w800/ports';
import type { Passage } from './passage.ts';

export interface GatewayRequestOptions<Outcome> {
  readonly kernel: Kernel;
  readonly passage: Passage;
  /** When the module's stack gives up. */
  readonly limitNs: Duration;
  readonly ask: (done: (outcome: Outcome) => void) => Pending;
  /** What it comes to when nothing is heard in time. */
  readonly timeout: Outcome;
  readonly done: (outcome: Outcome) => void;
  /** What becomes of an outcome nobody waits for any more. */
  readonly unwanted: (outcome: Outcome) => void;
}

/** Something asked of the network behind a passage. Question and answer wait while it is silent. */
export class GatewayRequest<Outcome> implements Pending {
  private readonly options: GatewayRequestOptions<Outcome>;
  private readonly limit: Alarm;
  /** What is waited for: the passage, the answer, or the passage again. */
  private step: Pending | undefined;
  private answer: Outcome | undefined;
  private over = false;

  constructor(options: GatewayRequestOptions<Outcome>) {
    const { kernel, passage, limitNs, timeout } = options;
    this.options = options;
    this.limit = kernel.after(limitNs, () => this.finish(timeout));
    const opening = passage.whenOpen(() => this.ask());
    // When it was open the question is asked already.
    this.step ??= opening;
  }

  cancel(): void {
    if (this.over) return;
    this.over = true;
    this.limit.cancel();
    this.step?.cancel();
    if (this.answer !== undefined) this.options.unwanted(this.answer);
  }

  /** Ends it with an outcome from elsewhere. */
  finish(outcome: Outcome): void {
    if (this.over) return;
    this.cancel();
    this.options.done(outcome);
  }

  private ask(): void {
    const { ask, passage, done } = this.options;
    this.step = ask((outcome) => {
      this.answer = outcome;
      this.step = passage.whenOpen(() => {
        this.over = true;
        this.limit.cancel();
        done(outcome);
      });
    });
  }
}
