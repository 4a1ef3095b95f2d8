import { fitColumns } from './fit-columns.ts';
import type { Output, Shell } from './shell.ts';

const redrawMs = 100;
const clearLine = '\r\u001b[2K';

/**
 * A line at the bottom of a terminal that is drawn again while work goes on,
 * at most ten times a second. Elsewhere, and in CI, it does not exist: what is
 * printed is just printed.
 */
export class LiveLine {
  private readonly output: Output;
  private readonly shell: Shell;
  private readonly render: () => string;
  private readonly live: boolean;
  private shown = false;
  private cancel: (() => void) | undefined;

  /** @param render what the line says now */
  constructor(shell: Shell, output: Output, render: () => string) {
    this.shell = shell;
    this.output = output;
    this.render = render;
    this.live = output.isTerminal && (shell.env['CI'] ?? '') === '' && shell.env['TERM'] !== 'dumb';
  }

  start(): void {
    if (this.live) this.draw();
  }

  /** Prints text that stays, above the line. */
  print(text: string): void {
    this.clear();
    this.output.write(text);
  }

  stop(): void {
    this.cancel?.();
    this.cancel = undefined;
    this.clear();
  }

  private draw(): void {
    const text = fitColumns(this.render(), this.output.columns - 1);
    this.output.write(`${clearLine}${text}`);
    this.shown = true;
    this.cancel = this.shell.later(redrawMs, () => this.draw());
  }

  private clear(): void {
    if (this.shown) this.output.write(clearLine);
    this.shown = false;
  }
}
