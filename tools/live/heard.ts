interface Wait {
  readonly pattern: RegExp;
  readonly resolve: (match: RegExpExecArray) => void;
  readonly reject: (error: Error) => void;
}

const shownCharacters = 600;

/** What somebody says, and waiting for the next thing that matters in it. */
export class Heard {
  private readonly speaker: string;
  private text = '';
  private past = '';
  private ended: string | undefined;
  private wait: Wait | undefined;

  /** @param limit aborted when everything has to be over */
  constructor(speaker: string, limit: AbortSignal) {
    this.speaker = speaker;
    limit.addEventListener('abort', () => this.end('it took too long'));
  }

  /** The end of all that was said, for a message. */
  get tail(): string {
    return JSON.stringify((this.past + this.text).slice(-shownCharacters));
  }

  add(text: string): void {
    this.text += text;
    this.look();
  }

  /** Nothing more will come. */
  end(why: string): void {
    this.ended ??= why;
    this.look();
  }

  /**
   * The next place that matches; what was said before it and in it is done with.
   * @throws when nothing more comes, with what had come
   */
  async until(pattern: RegExp | string): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      this.wait = { pattern: toPattern(pattern), resolve, reject };
      this.look();
    });
  }

  private look(): void {
    const { wait } = this;
    if (wait === undefined) return;
    const match = wait.pattern.exec(this.text);
    if (match !== null) {
      const length = match.index + match[0].length;
      this.past = (this.past + this.text.slice(0, length)).slice(-shownCharacters);
      this.text = this.text.slice(length);
      this.wait = undefined;
      wait.resolve(match);
    } else if (this.ended !== undefined) {
      this.wait = undefined;
      const { speaker, ended, tail } = this;
      const what = `${speaker} did not say ${String(wait.pattern)} (${ended})`;
      wait.reject(new Error(`${what}; it said ${tail}`));
    }
  }
}

function toPattern(pattern: RegExp | string): RegExp {
  if (typeof pattern !== 'string') return pattern;
  return new RegExp(pattern.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
}
