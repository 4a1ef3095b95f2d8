import type { Pending } from '@w800/ports';
import type { Link } from '../link/link.ts';

/** A way through links, for what is no frame of theirs: it is open while none of them is silent. */
export class Passage {
  private readonly links: readonly Link[];
  private waiting: (() => void)[] = [];
  private readonly deafen: readonly (() => void)[];
  private isCut = false;

  constructor(links: readonly Link[]) {
    this.links = links;
    this.deafen = links.map((link) => link.onChange(() => this.release()));
  }

  get isOpen(): boolean {
    return !this.isCut && this.links.every(({ isUp }) => isUp);
  }

  /** It is silent for good. */
  cut(): void {
    this.isCut = true;
    this.waiting = [];
    for (const end of this.deafen) end();
  }

  /** Done at once when it is open, else when it opens, in the order of asking. */
  whenOpen(action: () => void): Pending {
    if (this.isOpen) action();
    else this.waiting.push(action);
    return {
      cancel: () => {
        this.waiting = this.waiting.filter((other) => other !== action);
      },
    };
  }

  private release(): void {
    while (this.isOpen) {
      const action = this.waiting.shift();
      if (action === undefined) return;
      action();
    }
  }
}
