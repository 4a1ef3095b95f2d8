import { InOrder } from './in-order.ts';
import type { Job, JobResult } from './job.ts';
import { beside, judge, type Outcome } from './outcome.ts';

export interface CollectorOptions {
  /** Whether every run comes twice. */
  readonly pairs: boolean;
  /** Has the last word on an outcome. Default: it stays as it is. */
  readonly judge?: ((outcome: Outcome) => Outcome) | undefined;
  readonly finished: (outcome: Outcome) => void;
  readonly log: (text: string) => void;
}

interface Judged {
  readonly index: number;
  readonly turn: number;
  readonly outcome: Outcome;
}

/** Turns results, in whatever order they come, into outcomes in the order of the input. */
export class OutcomeCollector {
  readonly outcomes: Outcome[] = [];
  private readonly firsts = new Map<number, JobResult>();
  private readonly seconds = new Map<number, JobResult>();
  private readonly order: InOrder<Judged | string>;
  private readonly pairs: boolean;
  private first: Judged | undefined;

  constructor({ pairs, judge: rejudge = same, finished, log }: CollectorOptions) {
    this.pairs = pairs;
    this.order = new InOrder((item) => {
      if (typeof item === 'string') {
        log(item);
        return;
      }
      const outcome = rejudge(this.compare(item));
      this.outcomes.push(outcome);
      finished(outcome);
    });
  }

  log({ index }: Job, text: string): void {
    this.order.add(index, text);
  }

  done({ index, turn, again }: Job, result: JobResult): void {
    (again ? this.seconds : this.firsts).set(index, result);
    const first = this.firsts.get(index);
    const second = this.seconds.get(index);
    if (first === undefined || (this.pairs && second === undefined)) return;
    this.firsts.delete(index);
    this.seconds.delete(index);
    this.order.add(index, { index, turn, outcome: judge(first, second) });
    this.order.close(index);
  }

  /** Sees a run beside the same one in the first dialect, which was delivered just before. */
  private compare(judged: Judged): Outcome {
    const { index, turn, outcome } = judged;
    if (turn === 0) this.first = judged;
    const { first } = this;
    const isSame = turn > 0 && first?.index === index - turn;
    return isSame ? beside(first.outcome, outcome) : outcome;
  }

  /** After an interruption: hands on what waits behind a run that never came to an end. */
  end(): void {
    this.order.flush();
  }
}

function same(outcome: Outcome): Outcome {
  return outcome;
}
