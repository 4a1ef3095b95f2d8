import type { Instant } from './time.ts';

/** What a record may carry: data only, so that every reader sees the same. */
export type TraceValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | Uint8Array
  | readonly TraceValue[]
  | { readonly [field: string]: TraceValue };

/** Any object type whose fields are trace values, interfaces included. */
export type TraceFields<Data> = { readonly [Field in keyof Data]: TraceValue };

/** A declared kind of record. The type parameter is the shape of its data. */
export interface TraceKind<Data extends TraceFields<Data> = Record<string, TraceValue>> {
  /** Dotted name, model first: `uart.tx`. */
  readonly name: string;
  /** One sentence for the reference page. */
  readonly summary: string;
  /** Never set: ties the data's type to the kind. */
  readonly data?: Data;
}

export interface TraceRecord<Data extends TraceFields<Data> = Record<string, TraceValue>> {
  readonly at: Instant;
  readonly kind: string;
  readonly data: Data;
}

export type TraceListener<Data extends TraceFields<Data> = Record<string, TraceValue>> = (
  record: TraceRecord<Data>,
) => void;

/** Declares a kind of record. One declaration a kind, next to the model that emits it. */
export function defineTraceKind<Data extends TraceFields<Data>>(
  name: string,
  summary: string,
): TraceKind<Data> {
  return { name, summary };
}

/**
 * The one stream of everything observable. Readers subscribe by kind or to
 * all; a record nobody wants is never built, provided its emitter asks
 * `wants` before doing work for it.
 */
export class Trace {
  private readonly byKind = new Map<string, TraceListener[]>();
  private everything: TraceListener[] = [];
  private readonly now: () => Instant;

  /** @param now the clock that stamps the records */
  constructor(now: () => Instant) {
    this.now = now;
  }

  /** Whether anyone would see a record of this kind. */
  wants<Data extends TraceFields<Data>>(kind: TraceKind<Data>): boolean {
    if (this.byKind.size === 0) return this.everything.length > 0;
    return this.everything.length > 0 || this.byKind.has(kind.name);
  }

  emit<Data extends TraceFields<Data>>(kind: TraceKind<Data>, data: NoInfer<Data>): void {
    const listeners = this.byKind.get(kind.name);
    if (listeners === undefined && this.everything.length === 0) return;
    const record = { at: this.now(), kind: kind.name, data } as unknown as TraceRecord;
    for (const listener of this.everything) listener(record);
    if (listeners !== undefined) for (const listener of listeners) listener(record);
  }

  /** Subscribes to one kind. Returns what ends the subscription. */
  on<Data extends TraceFields<Data>>(
    kind: TraceKind<Data>,
    listener: TraceListener<Data>,
  ): () => void {
    const erased = listener as unknown as TraceListener;
    this.byKind.set(kind.name, [...(this.byKind.get(kind.name) ?? []), erased]);
    return () => {
      const rest = (this.byKind.get(kind.name) ?? []).filter((other) => other !== erased);
      if (rest.length > 0) this.byKind.set(kind.name, rest);
      else this.byKind.delete(kind.name);
    };
  }

  /** Subscribes to every kind. Returns what ends the subscription. */
  onAny(listener: TraceListener): () => void {
    this.everything = [...this.everything, listener];
    return () => {
      this.everything = this.everything.filter((other) => other !== listener);
    };
  }
}
