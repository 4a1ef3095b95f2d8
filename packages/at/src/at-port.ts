import type { Kernel, Values } from '@w800/kernel';
import { fromBytes, toBytes, toLineBytes, type ByteString } from './byte-string.ts';
import { CommandReply, type ReplyPort, type ReplyTarget } from './command-reply.ts';
import { DataPrompt } from './data-prompt.ts';
import type { Command } from './define-command.ts';
import { Dispatcher, type Decision, type Refusal } from './dispatcher.ts';
import { encodeTexts, type EncodedTexts } from './encoded-texts.ts';
import type { AtFigures } from './figures.ts';
import { LineBuffer } from './line-buffer.ts';
import { usualRules, type LineRules } from './line-rules.ts';
import { OutputQueue, type AtOutput } from './output-queue.ts';
import type { Ending } from './reply.ts';
import type { AtTexts } from './texts.ts';
import { atBusy, atLine, atReply, atUrc } from './trace-kinds.ts';

export interface AtPortOptions<Context> {
  readonly kernel: Kernel;
  readonly commands: readonly Command<Context>[];
  /** What the commands control. */
  readonly context: Context;
  readonly output: AtOutput;
  readonly texts: AtTexts;
  readonly limits: Values<AtFigures>;
  /** How strictly lines are read. Default `usualRules`. */
  readonly rules?: LineRules;
  readonly events?: AtEvents;
}

/** What the port tells about its own words. */
export interface AtEvents {
  /** A line ends so; its last text is about to be printed. */
  ending?(ending: Ending): void;
  /** The prompt for counted data has been printed. */
  prompted?(): void;
  /** More messages wait for the line than may, or no more: whoever reads should rest meanwhile. */
  backlog?(isLong: boolean): void;
}

/**
 * The AT interpreter of one serial line. A stopped port ignores its input;
 * unsolicited messages go out in any state, as `ready` must before `start`.
 */
export class AtPort<Context> {
  /**
   * Whether the bytes of command lines are printed back, a message a chunk.
   * Counted data never is. Off after every start.
   */
  echo = false;

  private readonly kernel: Kernel;
  private readonly context: Context;
  private readonly events: AtEvents;
  /** CR LF not counted, whatever the rules count. */
  private readonly lineBytesMax: number;
  private readonly dispatcher: Dispatcher<Context>;
  private readonly texts: EncodedTexts;
  private readonly refusals: Readonly<Record<Refusal, Uint8Array>>;
  private readonly output: OutputQueue;
  private readonly lines: LineBuffer;
  private readonly replyPort: ReplyPort;
  private running: CommandReply | undefined;
  private data: DataPrompt | undefined;
  private started = false;
  private stopping = false;
  /** How often the port was stopped: tells a chunk that its rest belongs to a life that is over. */
  private stops = 0;

  /** @throws TwinBug when two commands share a name */
  constructor(options: AtPortOptions<Context>) {
    const { kernel, commands, context, output, texts, limits, rules = usualRules } = options;
    this.kernel = kernel;
    this.context = context;
    this.events = options.events ?? {};
    this.lineBytesMax = limits.lineBytesMax - (rules.countTerminator ? 2 : 0);
    const byName = new Map(commands.map((command) => [command.name, command]));
    this.kernel.assert(byName.size === commands.length, 'two commands have the same name');
    this.dispatcher = new Dispatcher(byName, limits.argumentsMax, rules);
    this.texts = encodeTexts(texts);
    const { error, formatError, parseError } = this.texts;
    this.refusals = { error, 'format-error': formatError, 'parse-error': parseError };
    this.output = new OutputQueue(output, {
      messagesMax: limits.answersWaitingMax,
      changed: (isLong) => this.events.backlog?.(isLong),
    });
    this.lines = new LineBuffer(this.lineBytesMax);
    this.replyPort = this.openReplyPort();
  }

  /** From the terminator of a line to the end of its reply, data mode excepted. */
  get busy(): boolean {
    return this.running !== undefined && this.data === undefined;
  }

  /** Takes bytes from the line, in any chunks. */
  receive(bytes: Uint8Array): void {
    const { stops } = this;
    let index = 0;
    while (index < bytes.length && this.started && this.stops === stops) {
      if (this.data !== undefined) index = this.collect(this.data, bytes, index);
      else {
        const from = index;
        index = this.lines.take(bytes, from);
        if (this.echo) this.output.print(bytes.slice(from, index));
        if (this.lines.lineComplete && this.lines.lineBytes > 0) this.line();
      }
    }
  }

  /**
   * Prints an unsolicited line, CR LF appended, behind what is being printed.
   * `printed` is called when its last byte has been accepted by the output.
   */
  urc(text: ByteString | Uint8Array, printed?: () => void): void {
    // What an undo of a command has to tell dies with the port.
    if (this.stopping) return;
    if (this.kernel.trace.wants(atUrc)) {
      const copy = typeof text === 'string' ? toBytes(text) : new Uint8Array(text);
      this.kernel.trace.emit(atUrc, { text: copy });
    }
    this.output.print(toLineBytes(text), printed);
  }

  /** Listens from now on. */
  start(): void {
    this.echo = false;
    this.started = true;
  }

  /** Takes no further line until the next start; what there is to print is printed. */
  deafen(): void {
    this.started = false;
  }

  /**
   * Reset or power cut: forgets the unfinished line, data mode and everything
   * that was not printed, and has the running command undone. The output must
   * forget the write that is under way, if any.
   */
  stop(): void {
    if (this.stopping) return;
    this.started = false;
    this.stops += 1;
    this.lines.clear();
    this.data = undefined;
    const { running } = this;
    this.running = undefined;
    this.stopping = true;
    running?.abort();
    this.stopping = false;
    this.output.clear();
  }

  /** Bytes behind the counted ones are left for the next line. */
  private collect(data: DataPrompt, bytes: Uint8Array, from: number): number {
    const to = data.take(bytes, from);
    if (data.full) {
      // The port is busy again before the command sees its data.
      this.data = undefined;
      data.handOver();
    }
    return to;
  }

  private line(): void {
    const { trace } = this.kernel;
    const { line, lineBytes } = this.lines;
    if (trace.wants(atLine)) trace.emit(atLine, { line: fromBytes(line), lineBytes });
    if (this.running !== undefined) {
      if (trace.wants(atBusy)) trace.emit(atBusy, { line: fromBytes(line) });
      this.output.print(this.texts.busy);
    } else if (lineBytes > this.lineBytesMax) {
      this.answer({ command: undefined, form: undefined, outcome: 'parse-error' });
    } else {
      this.answer(this.dispatcher.decide(line));
    }
  }

  private answer(decision: Decision<Context>): void {
    const { outcome } = decision;
    if (typeof outcome === 'string') {
      this.traceReply(decision, outcome);
      this.output.print(this.refusals[outcome]);
      return;
    }
    const reply = new CommandReply(this.replyPort, decision);
    this.running = reply;
    outcome(this.context, reply);
  }

  private openReplyPort(): ReplyPort {
    return {
      texts: this.texts,
      print: (bytes, printed) => this.output.print(bytes, printed),
      collect: (lengthBytes, collected) => {
        this.kernel.assert(this.data === undefined, 'data is collected for one prompt at a time');
        this.data = new DataPrompt(lengthBytes, collected);
        this.events.prompted?.();
      },
      ended: (reply, ending, text) => {
        this.running = undefined;
        this.traceReply(reply, ending, text);
      },
      fail: (claim) => this.kernel.fail(claim),
    };
  }

  private traceReply(to: ReplyTarget, ending: Ending, text?: ByteString): void {
    const { trace } = this.kernel;
    this.events.ending?.(ending);
    if (!trace.wants(atReply)) return;
    trace.emit(atReply, { command: to.command, form: to.form, ending, text });
  }
}
