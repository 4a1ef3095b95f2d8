import { InOrder } from './in-order.ts';
import type { Job, JobResult } from './job.ts';
import { judge, type Outcome } from './outcome.ts';

export interface CollectorOptions {
  /** Whether every run comes twice. */
  readonly pairs: boolean;
  readonly finished: (outcome: Outcome) => void;
  readonly log: (text: string) => void;
}

/** Turns results, in whatever order they come, into outcomes in the order of the input. */
export class OutcomeCollector {
  readonly outcomes: Outcome[] = [];
  private readonly firsts = new Map<number, JobResult>();
  private readonly seconds = new Map<number, JobResult>();
  private readonly order: InOrder<Outcome | string>;
  private readonly pairs: boolean;

  constructor({ pairs, finished, log }: CollectorOptions) {
    this.pairs = pairs;
    this.order = new InOrder((item) => {
      if (typeof item === 'string') {
        log(item);
        return;
      }
      this.outcomes.push(item);
      finished(item);
    });
  }

  log({ index }: Job, text: string): void {
    this.order.add(index, text);
  }

  done({ index, again }: Job, result: JobResult): void {
    (again ? this.seconds : this.firsts).set(index, result);
    const first = this.firsts.get(index);
    const second = this.seconds.get(index);
    if (first === undefined || (this.pairs && second === undefined)) return;
    this.firsts.delete(index);
    this.seconds.delete(index);
    this.order.add(index, judge(first, second));
    this.order.close(index);
  }

  /** After an interruption: hands on what waits behind a run that never came to an end. */
  end(): void {
    this.order.flush();
  }
}
