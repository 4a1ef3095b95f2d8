import { toLineBytes, type ByteString } from './byte-string.ts';
import type { EncodedTexts } from './encoded-texts.ts';
import type { Form } from './parse-command-line.ts';
import type { Ending, Reply } from './reply.ts';

/** What a reply answers: the command, undefined when none has the name, and its form. */
export interface ReplyTarget {
  readonly command: ByteString | undefined;
  readonly form: Form | undefined;
}

/** What a reply needs of its port. */
export interface ReplyPort {
  readonly texts: EncodedTexts;
  print(bytes: Uint8Array, printed?: () => void): void;
  collect(lengthBytes: number, collected: (data: Uint8Array) => void): void;
  /** The port is free again. */
  ended(to: ReplyTarget, ending: Ending, text: ByteString | undefined): void;
  fail(claim: string): never;
}

/** The reply to one command line: running, then ended or aborted, for good. */
export class CommandReply implements Reply {
  private readonly port: ReplyPort;
  private readonly to: ReplyTarget;
  private state: 'running' | 'ended' | 'aborted' = 'running';
  private readonly undos: (() => void)[] = [];

  constructor(port: ReplyPort, to: ReplyTarget) {
    this.port = port;
    this.to = to;
  }

  line(text: ByteString): void {
    if (this.speaks('a line')) this.port.print(toLineBytes(text));
  }

  ok(printed?: () => void): void {
    this.end('ok', this.port.texts.ok, undefined, printed);
  }

  error(printed?: () => void): void {
    this.end('error', this.port.texts.error, undefined, printed);
  }

  parseError(printed?: () => void): void {
    this.end('parse-error', this.port.texts.parseError, undefined, printed);
  }

  finish(text: ByteString, printed?: () => void): void {
    this.end('line', toLineBytes(text), text, printed);
  }

  prompt(lengthBytes: number, collected: (data: Uint8Array) => void): void {
    if (!this.speaks('a prompt')) return;
    if (!Number.isInteger(lengthBytes) || lengthBytes < 1) {
      this.port.fail(`${this.to.command} asks for ${lengthBytes} bytes of data`);
    }
    this.port.print(this.port.texts.prompt);
    this.port.collect(lengthBytes, collected);
  }

  onAbort(undo: () => void): void {
    if (this.state === 'aborted') undo();
    else this.undos.push(undo);
  }

  /** The port was stopped; one that has ended has been forgotten by it. */
  abort(): void {
    this.state = 'aborted';
    for (const undo of this.undos.toReversed()) undo();
  }

  private end(
    ending: Ending,
    bytes: Uint8Array,
    text: ByteString | undefined,
    printed: (() => void) | undefined,
  ): void {
    if (!this.speaks(`an ending (${ending})`)) return;
    this.state = 'ended';
    // The port is free before the text goes out: whoever is called when it has
    // been printed finds a port that takes the next line.
    this.port.ended(this.to, ending, text);
    this.port.print(bytes, printed);
  }

  /** Whether this reply still reaches the line; one that has ended must be silent. */
  private speaks(what: string): boolean {
    if (this.state === 'ended') this.port.fail(`${this.to.command} gives ${what} after its ending`);
    return this.state === 'running';
  }
}
