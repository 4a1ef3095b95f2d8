import type { Negotiation } from './telnet-decoder.ts';

/** `asked`: the question is on its way, the answer is not here. */
type Agreement = 'no' | 'asked' | 'yes';

export interface TelnetNegotiatorOptions {
  /** The options either side may use. */
  readonly options: readonly number[];
  readonly send: (verb: Negotiation, option: number) => void;
}

/**
 * Agrees on options, each for each side. Only what changes something is
 * answered, so two of these come to rest (RFC 1143).
 */
export class TelnetNegotiator {
  private readonly allowed: ReadonlySet<number>;
  private readonly send: (verb: Negotiation, option: number) => void;
  private readonly ours = new Map<number, Agreement>();
  private readonly theirs = new Map<number, Agreement>();

  constructor({ options, send }: TelnetNegotiatorOptions) {
    this.allowed = new Set(options);
    this.send = send;
  }

  /** Asks for every option, for both sides. */
  begin(): void {
    for (const option of this.allowed) {
      this.ours.set(option, 'asked');
      this.send('will', option);
      this.theirs.set(option, 'asked');
      this.send('do', option);
    }
  }

  /** Whether the far side uses the option. */
  theyUse(option: number): boolean {
    return this.theirs.get(option) === 'yes';
  }

  receive(verb: Negotiation, option: number): void {
    if (verb === 'will') this.offered(this.theirs, option, 'do', 'dont');
    else if (verb === 'do') this.offered(this.ours, option, 'will', 'wont');
    else if (verb === 'wont') this.refused(this.theirs, option, 'dont');
    else this.refused(this.ours, option, 'wont');
  }

  private offered(
    side: Map<number, Agreement>,
    option: number,
    accept: Negotiation,
    refuse: Negotiation,
  ): void {
    const before = side.get(option) ?? 'no';
    if (!this.allowed.has(option)) return this.send(refuse, option);
    side.set(option, 'yes');
    if (before === 'no') this.send(accept, option);
  }

  private refused(side: Map<number, Agreement>, option: number, confirm: Negotiation): void {
    const before = side.get(option) ?? 'no';
    side.set(option, 'no');
    if (before === 'yes') this.send(confirm, option);
  }
}
