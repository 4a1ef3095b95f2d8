import type { ByteString } from '@w800/at';
import type { HostMessage } from './outbound-obligations.ts';

/** What the host wants of the module. */
export type HostCommand =
  | {
      readonly kind:
        | 'user'
        | 'connection'
        | 'state'
        | 'topics'
        | 'clean'
        | 'at'
        | 'restart'
        | 'other';
    }
  | { readonly kind: 'open'; readonly reconnect: number }
  | { readonly kind: 'publish'; readonly message: HostMessage; readonly raw: boolean }
  | { readonly kind: 'subscribe' | 'unsubscribe'; readonly topic: string };

/** A command under way, and what has happened since it was typed. */
export class PendingCommand {
  readonly command: HostCommand;
  readonly line: ByteString;
  readonly typedAt: number;
  /** What the host took the session for then. */
  readonly phase: SessionPhase;
  readonly lines: ByteString[] = [];
  prompted = false;
  dataTyped = false;
  connected = 0;
  disconnected = 0;
  /** Disturbances and topic changes until then. */
  readonly disturbances: number;
  readonly changes: number;
  /** Whether nothing stands between it and success. */
  readonly calm: boolean;

  constructor(fields: {
    command: HostCommand;
    line: ByteString;
    typedAt: number;
    phase: SessionPhase;
    disturbances: number;
    changes: number;
    calm: boolean;
  }) {
    this.command = fields.command;
    this.line = fields.line;
    this.typedAt = fields.typedAt;
    this.phase = fields.phase;
    this.disturbances = fields.disturbances;
    this.changes = fields.changes;
    this.calm = fields.calm;
  }
}

/** 0 to 2 before a session, `up` or `lost` once there is one. */
export type SessionPhase = 0 | 1 | 2 | 'up' | 'lost';
