import type { TraceRecord, TraceValue } from '@w800/kernel';
import { latin1, latin1Bytes } from '../show-bytes.ts';
import { secretShown } from './secret-shown.ts';
import { StreamRedaction } from './stream-redaction.ts';
import type { CommandSecrets, TextRedaction } from './text-redaction.ts';

type Data = TraceRecord['data'];
type Redact = (data: Data) => Data;

const connectType = 1;

/** Hides what is secret in the records of a trace. The record itself stays as it is. */
export class RecordRedaction {
  private readonly texts: TextRedaction;
  /** What goes over the line as the module sees it. */
  private readonly line: ReturnType<CommandSecrets['openLine']>;
  private readonly streams = new StreamRedaction();
  private readonly byKind: ReadonlyMap<string, Redact>;

  constructor(texts: TextRedaction) {
    this.texts = texts;
    this.line = texts.secrets.openLine();
    this.byKind = this.redactions();
  }

  /** The kinds that are more than texts. */
  get kinds(): readonly string[] {
    return [...this.byKind.keys()];
  }

  /** A record as it may be shown. All records of the run have to come by, in order. */
  hide(record: TraceRecord): TraceRecord {
    const redact = this.byKind.get(record.kind) ?? this.fields;
    return { ...record, data: redact(record.data) };
  }

  /** The same for one record alone; its bytes stay as they are. */
  hideTexts(record: TraceRecord): TraceRecord {
    const isLine = record.kind === 'at.line' || record.kind === 'at.busy';
    return { ...record, data: isLine ? this.wholeLine(record.data) : this.fields(record.data) };
  }

  private redactions(): ReadonlyMap<string, Redact> {
    const { line } = this;
    const typed = this.texts.secrets.openStream();
    const answered = this.texts.secrets.openStream();
    const segment: Redact = (data) => this.streams.hide(data);
    return new Map<string, Redact>([
      ['at.busy', this.wholeLine],
      ['at.line', this.wholeLine],
      ['at.urc', this.bytes((bytes) => bytes)],
      ['broker.packet', this.bytes((bytes) => (isConnect(bytes) ? allHidden : bytes))],
      ['scenario.step', this.step],
      ['tcp.lost', segment],
      ['tcp.segment', segment],
      ['uart.overrun', this.bytes((bytes) => (line.isInside ? allHidden : this.alone(bytes)))],
      ['uart.rx', this.bytes((bytes) => typed.hide(line.typed(bytes)))],
      ['uart.tx', this.bytes((bytes) => answered.hide(line.answered(bytes)))],
    ]);
  }

  private bytes(hide: (bytes: Uint8Array) => Uint8Array): Redact {
    return (data) => {
      const shown: Record<string, TraceValue> = { ...this.fields(data) };
      for (const [name, value] of Object.entries(data)) {
        if (value instanceof Uint8Array) shown[name] = this.texts.hideInBytes(hide(value));
      }
      return shown;
    };
  }

  private readonly fields: Redact = (data) =>
    Object.fromEntries(Object.entries(data).map(([name, value]) => [name, this.value(value)]));

  private value(value: TraceValue): TraceValue {
    if (typeof value === 'string') return this.texts.hide(value);
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
    if (Array.isArray(value)) return value.map((one: TraceValue) => this.value(one));
    return this.fields(value as Data);
  }

  private readonly wholeLine: Redact = (data) => {
    const { line } = data;
    return typeof line === 'string' ? { ...data, line: this.texts.secrets.hideInLine(line) } : data;
  };

  private readonly step: Redact = (data) => {
    const { step } = data;
    if (typeof step !== 'string') return data;
    return { ...data, step: this.texts.hideInStep(step, this.line.expectsData) };
  };

  /** Bytes that are no part of what was read. */
  private alone(bytes: Uint8Array): Uint8Array {
    return latin1Bytes(this.texts.secrets.hideInText(latin1(bytes)));
  }
}

const allHidden = latin1Bytes(secretShown);

function isConnect([first = 0]: Uint8Array): boolean {
  return first >> 4 === connectType;
}
