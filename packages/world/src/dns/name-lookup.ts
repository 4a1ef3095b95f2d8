import { defineTraceKind, type Alarm, type Kernel } from '@w800/kernel';
import type { ResolveOutcome } from '@w800/ports';
import type { Path } from '../link/path.ts';
import type { WorldValues } from '../world-values.ts';

export const dnsQuery = defineTraceKind<{ name: string; server: string }>(
  'dns.query',
  'The module asks a name server.',
);

export const dnsAnswer = defineTraceKind<{
  name: string;
  server: string;
  address: string | undefined;
}>('dns.answer', 'The answer of a name server reaches the module; without address: no such name.');

export interface LookupOptions {
  readonly kernel: Kernel;
  readonly figures: WorldValues;
  readonly name: string;
  readonly servers: readonly string[];
  readonly out: Path;
  readonly back: Path;
  /** What a server knows; it keeps silent when it is not a name server. */
  readonly answer: (server: string, name: string) => { readonly address?: string } | undefined;
  readonly done: (outcome: ResolveOutcome) => void;
}

/** One name being looked up, as lwIP does: four queries a server, then the next server. */
export class NameLookup {
  private readonly options: LookupOptions;
  private server = 0;
  private queries = 0;
  private alarm: Alarm | undefined;
  private over = false;

  constructor(options: LookupOptions) {
    this.options = options;
    this.alarm = options.kernel.after(0, () => this.ask());
  }

  cancel(): void {
    this.over = true;
    this.alarm?.cancel();
  }

  /** Ends the lookup from outside. */
  finish(outcome: ResolveOutcome): void {
    if (this.over) return;
    this.cancel();
    this.options.done(outcome);
  }

  private ask(): void {
    const { kernel, figures, name, servers, out } = this.options;
    if (this.queries === figures.dnsQueriesMax) {
      this.server += 1;
      this.queries = 0;
    }
    const server = servers[this.server];
    if (server === undefined) {
      this.finish({ ok: false, reason: servers.length === 0 ? 'no-server' : 'timeout' });
      return;
    }
    // lwIP waits 1, 1, 2 and 3 ticks; where its tick stands is unknown, so they are whole here.
    const ticks = Math.max(this.queries, 1);
    this.queries += 1;
    this.alarm = kernel.after(ticks * figures.dnsTickNs, () => this.ask());
    kernel.trace.emit(dnsQuery, { name, server });
    out.send(() => this.serve(server));
  }

  private serve(server: string): void {
    const { kernel, figures, name, back, answer } = this.options;
    const known = answer(server, name);
    if (known === undefined) return;
    const { address } = known;
    kernel.after(figures.dnsAnswerNs, () =>
      back.send(() => {
        if (this.over) return;
        kernel.trace.emit(dnsAnswer, { name, server, address });
        this.finish(
          address === undefined ? { ok: false, reason: 'no-such-name' } : { ok: true, address },
        );
      }),
    );
  }
}
