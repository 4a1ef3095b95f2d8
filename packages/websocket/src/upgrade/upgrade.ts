import type { Alarm, Duration, Kernel } from '@w800/kernel';
import type { ByteStream } from '@w800/ports';
import type { Side } from '../side.ts';
import { websocketUpgrade } from '../trace-kinds.ts';
import { WebSocketEnd, type EndStyle } from '../websocket-end.ts';
import type { WebSocketFailure } from '../websocket-failure.ts';
import { Wire } from '../wire.ts';
import type { HeadReader } from './head-reader.ts';

export interface UpgradeOptions {
  readonly kernel: Kernel;
  readonly stream: ByteStream;
  readonly side: Side;
  readonly head: HeadReader;
  readonly headBytesMax: number;
  /** Undefined: for ever. */
  readonly timeoutNs: Duration | undefined;
  /** The peer's head is complete. */
  readonly judge: (text: string) => void;
  readonly failed: (failure: WebSocketFailure) => void;
}

/** What the record of an upgrade says besides its outcome. */
export interface UpgradeFacts {
  readonly path: string | undefined;
  readonly status?: number | undefined;
  readonly subprotocol?: string | undefined;
}

/** One end's upgrade: it waits for the head of the peer, and ends exactly once. */
export class Upgrade {
  readonly wire: Wire;
  /** For the record. */
  facts: UpgradeFacts;
  private readonly options: UpgradeOptions;
  private readonly limit: Alarm | undefined;
  private rest = new Uint8Array(0);
  private settled = false;

  constructor(options: UpgradeOptions, facts: UpgradeFacts) {
    this.options = options;
    this.facts = facts;
    const { kernel, stream, timeoutNs } = options;
    this.wire = new Wire(kernel, stream, {
      data: (bytes) => this.data(bytes),
      end: () => this.fail({ kind: 'closed' }),
      acknowledged: () => undefined,
      close: () => this.fail({ kind: 'closed' }),
      clear: () => undefined,
    });
    if (timeoutNs !== undefined) {
      this.limit = kernel.after(timeoutNs, () => this.fail({ kind: 'timeout' }));
    }
  }

  /** Gives it up; nobody is told. */
  cancel(): void {
    if (this.settled) return;
    this.settle();
    this.wire.abort();
  }

  fail(failure: WebSocketFailure): void {
    if (this.settled) return;
    this.settle();
    this.note(failure.kind, failure.kind === 'protocol' ? failure.what : undefined);
    this.wire.farewell();
    this.options.failed(failure);
  }

  /** @param done takes the stream before what came behind the head is read */
  succeed(style: EndStyle, done: (end: WebSocketEnd) => void): void {
    this.settle();
    this.note('upgraded', undefined);
    const end = new WebSocketEnd(this.options.kernel, this.wire, style);
    const { rest } = this;
    this.rest = new Uint8Array(0);
    done(end);
    if (rest.length > 0) end.receive(rest);
  }

  private data(bytes: Uint8Array): void {
    const progress = this.options.head.feed(bytes);
    this.wire.hold(progress.state === 'complete' ? progress.rest.length : 0);
    switch (progress.state) {
      case 'incomplete':
        return;
      case 'oversize':
        return this.fail({ kind: 'oversize', headBytesMax: this.options.headBytesMax });
      case 'not-http':
        if (this.options.side === 'client') return this.fail({ kind: 'protocol', what: 'no HTTP' });
        // A server answers whatever it is asked.
        return this.options.judge('');
      case 'complete':
        this.rest = progress.rest.slice();
        this.options.judge(progress.text);
    }
  }

  private settle(): void {
    this.settled = true;
    this.limit?.cancel();
  }

  private note(outcome: 'upgraded' | WebSocketFailure['kind'], what: string | undefined): void {
    const { path, status, subprotocol } = this.facts;
    const { kernel, side } = this.options;
    kernel.trace.emit(websocketUpgrade, { side, path, outcome, status, subprotocol, what });
  }
}
