import { telnetCodes } from './telnet-codes.ts';

export type Negotiation = 'will' | 'wont' | 'do' | 'dont';

export interface TelnetEvents {
  /** Never an empty chunk. */
  data(bytes: Uint8Array): void;
  negotiation(verb: Negotiation, option: number): void;
  /** @param bytes with every doubled 255 single again */
  subnegotiation(option: number, bytes: Uint8Array): void;
}

const { iac, subnegotiation, subnegotiationEnd } = telnetCodes;
const carriageReturn = 0x0d;
/** A longer one is none of ours; it is passed over. */
const subnegotiationBytesMax = 512;

const verbs = new Map<number, Negotiation>([
  [telnetCodes.will, 'will'],
  [telnetCodes.wont, 'wont'],
  [telnetCodes.do, 'do'],
  [telnetCodes.dont, 'dont'],
]);

/** Takes a telnet connection apart, whatever pieces its bytes come in (RFC 854). */
export class TelnetDecoder {
  /** Nothing is translated (RFC 856); otherwise a CR NUL is a CR. */
  binary = false;
  private readonly events: TelnetEvents;
  private state: 'data' | 'command' | Negotiation = 'data';
  private afterReturn = false;
  private data: number[] = [];
  /** What the subnegotiation has brought, its option first. */
  private collected: number[] | undefined;

  constructor(events: TelnetEvents) {
    this.events = events;
  }

  receive(bytes: Uint8Array): void {
    for (const byte of bytes) this.take(byte);
    this.flush();
  }

  private take(byte: number): void {
    if (this.state === 'data') {
      if (byte === iac) this.state = 'command';
      else this.keep(byte);
    } else if (this.state === 'command') this.command(byte);
    else {
      const verb = this.state;
      this.state = 'data';
      this.flush();
      this.events.negotiation(verb, byte);
    }
  }

  private command(byte: number): void {
    this.state = 'data';
    const verb = verbs.get(byte);
    if (byte === iac) this.keep(byte);
    else if (byte === subnegotiationEnd) this.finish();
    else {
      // Any other command ends what was not ended properly; nothing of it counts.
      this.collected = byte === subnegotiation ? [] : undefined;
      if (verb !== undefined) this.state = verb;
    }
  }

  private keep(byte: number): void {
    if (this.collected === undefined) this.keepData(byte);
    else if (this.collected.length <= subnegotiationBytesMax) this.collected.push(byte);
  }

  private keepData(byte: number): void {
    const isPadding = this.afterReturn && byte === 0 && !this.binary;
    this.afterReturn = byte === carriageReturn;
    if (!isPadding) this.data.push(byte);
  }

  private finish(): void {
    const [option, ...rest] = this.collected ?? [];
    const isWhole = rest.length < subnegotiationBytesMax;
    this.collected = undefined;
    this.flush();
    if (option !== undefined && isWhole) this.events.subnegotiation(option, Uint8Array.from(rest));
  }

  private flush(): void {
    if (this.data.length === 0) return;
    const bytes = Uint8Array.from(this.data);
    this.data = [];
    this.events.data(bytes);
  }
}
