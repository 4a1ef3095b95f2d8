import type { LineEntrance } from './line-entrance.ts';
import type { Attachment, SerialClient } from './serial-client.ts';
import { ServedClient } from './served-client.ts';
import type { Refusal } from './serial-hub.ts';

/** Somebody at the line. */
export interface LineUser {
  /** `tcp 127.0.0.1:50112`. */
  readonly label: string;
  readonly role: 'writer' | 'reader';
}

/** Of so many refusals each is told. */
const refusalsTold = 10;

/**
 * The serial line as ports see it, while the module behind it may be exchanged
 * for another one: clients keep their connections, and ports their addresses.
 */
export class ServedLine implements LineEntrance {
  private readonly notice: (notice: string) => void;
  private readonly held = new Set<ServedClient>();
  private readonly listeners = new Set<(bytes: Uint8Array) => void>();
  /** Since somebody left. */
  private refusals = 0;
  private hub: LineEntrance | undefined;
  private endListening: (() => void) | undefined;
  /** Who came before there was a module. */
  private early: (() => void)[] = [];

  /** @param notice told who comes, is refused and goes, and what ports have to say */
  constructor(notice: (notice: string) => void) {
    this.notice = notice;
  }

  get users(): readonly LineUser[] {
    return Array.from(this.held, ({ label, role }) => ({ label, role }));
  }

  /** Puts a module behind the line, in place of the one that was there. */
  serve(hub: LineEntrance): void {
    this.endListening?.();
    this.hub = hub;
    this.endListening = hub.listen((bytes) => {
      for (const listener of this.listeners) listener(bytes);
    });
    // Whoever wrote goes first, or another one would be the writer.
    const clients = [...this.held].toSorted((a, b) => rank(a) - rank(b));
    for (const client of clients) client.move((it) => hub.attach(it));
    for (const goOn of this.early) goOn();
    this.early = [];
  }

  attach(client: SerialClient): Attachment | Refusal {
    if (this.hub === undefined) return { refused: 'the module is not there yet' };
    const served = this.wrap(client);
    return this.keep(served, this.hub.attach(served));
  }

  async join(client: SerialClient): Promise<Attachment | Refusal> {
    const served = this.wrap(client);
    for (;;) {
      const hub = this.hub ?? (await this.firstHub());
      const outcome = await hub.join(served);
      if (hub === this.hub) {
        if ('refused' in outcome) this.tellRefusal(client, outcome);
        return this.keep(served, outcome);
      }
      // The module was exchanged meanwhile.
      if (!('refused' in outcome)) outcome.detach();
    }
  }

  listen(listener: (bytes: Uint8Array) => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  tell(notice: string): void {
    this.notice(notice);
  }

  /** The first few; who knocks a thousand times is told of once more, in the end. */
  private tellRefusal({ label }: SerialClient, { refused }: Refusal): void {
    this.refusals += 1;
    if (this.refusals > refusalsTold) return;
    const last = this.refusals === refusalsTold ? '; further ones are only counted' : '';
    this.tell(`${label} is refused: ${refused}${last}`);
  }

  private async firstHub(): Promise<LineEntrance> {
    while (this.hub === undefined) {
      await new Promise<void>((resolve) => this.early.push(resolve));
    }
    return this.hub;
  }

  private wrap(client: SerialClient): ServedClient {
    return new ServedClient(client, (gone, reason) => {
      if (!this.held.delete(gone)) return;
      const others =
        this.refusals > refusalsTold ? `; ${this.refusals} were refused meanwhile` : '';
      this.refusals = 0;
      this.tell(`${gone.label} is gone${reason === undefined ? '' : `: ${reason}`}${others}`);
    });
  }

  private keep(served: ServedClient, outcome: Attachment | Refusal): Attachment | Refusal {
    if ('refused' in outcome) return outcome;
    served.begin(outcome);
    if (served.isOver) return served;
    this.held.add(served);
    this.tell(`${served.label} is connected${outcome.role === 'reader' ? ', to read along' : ''}`);
    return served;
  }
}

function rank({ role }: ServedClient): number {
  return role === 'writer' ? 0 : 1;
}
