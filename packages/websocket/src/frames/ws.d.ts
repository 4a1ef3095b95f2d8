import 'ws';

// The parts that frame, which the types of the library leave out. Should it
// ever stop exporting them, the imports of them fail as soon as they are loaded.
declare module 'ws' {
  export const Sender: {
    /** @returns the frame in one part or two */
    frame(payload: Uint8Array, options: SenderOptions): readonly Uint8Array[];
  };

  export class Receiver {
    constructor(options: ReceiverOptions);
    on(event: 'message', listener: (payload: Uint8Array, isBinary: boolean) => void): this;
    on(event: 'ping' | 'pong', listener: (payload: Uint8Array) => void): this;
    on(event: 'conclude', listener: (code: number, reason: Uint8Array) => void): this;
    /** What `write` comes down to, without the queue and the ticks around it. */
    _write(chunk: Uint8Array, encoding: 'buffer', done: (error?: ReceiverError) => void): void;
    end(): this;
  }

  interface SenderOptions {
    readonly fin: boolean;
    readonly opcode: number;
    readonly mask: boolean;
    readonly generateMask: (mask: Uint8Array) => void;
    /** Whether the payload is to stay as it is. */
    readonly readOnly: boolean;
    readonly rsv1: boolean;
  }

  interface ReceiverOptions {
    readonly isServer: boolean;
    readonly allowSynchronousEvents: boolean;
    readonly maxPayload: number;
  }

  interface ReceiverError extends Error {
    /** As the manual of `ws` lists them, such as `WS_ERR_INVALID_UTF8`. */
    readonly code: string;
  }
}
