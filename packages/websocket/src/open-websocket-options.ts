import type { Duration, Kernel } from '@w800/kernel';
import type { ByteStream } from '@w800/ports';
import type { Entropy } from './entropy.ts';

/** How the module's end becomes a WebSocket. */
export interface OpenWebSocketOptions {
  readonly kernel: Kernel;
  /** Connected, not yet attached. It is the WebSocket's from here on. */
  readonly stream: ByteStream;
  /** Draws 16 bytes for the key, then 4 a frame unless `maskAlwaysZero`. */
  readonly entropy: Entropy;
  /** As the user wrote it: name or address. */
  readonly host: string;
  /** 1 to 65535; it always stands in Host and Origin. */
  readonly port: number;
  /** Empty: `/mqtt`. A missing leading slash is added. */
  readonly path: string;
  /** Offered in this order. */
  readonly subprotocols: readonly string[];
  /** Over TLS: Origin says `https`. Default: `http`. */
  readonly secure?: boolean;
  /** Frames are marked as masked with a key of four zeros, as the firmware's are. */
  readonly maskAlwaysZero?: boolean;
  /** Whether the server has to choose one of the subprotocols. Default: yes. */
  readonly checkSubprotocol?: boolean;
  /** How long the whole upgrade may take. */
  readonly timeoutNs: Duration;
}
