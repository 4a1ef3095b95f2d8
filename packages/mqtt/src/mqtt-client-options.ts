import type { Kernel, Values } from '@w800/kernel';
import type { Heap } from '@w800/memory';
import type { MqttClientEvents } from './client-events.ts';
import type { MqttFigures } from './figures.ts';
import type { KeptState } from './kept-state.ts';

/** What a client is made of. */
export interface MqttClientOptions {
  readonly kernel: Kernel;
  /** Where structures, receive queue and message copies are held. */
  readonly heap: Heap;
  readonly figures: Values<MqttFigures>;
  readonly events: MqttClientEvents;
  /** Whether a missing SUBACK or UNSUBACK ends the session. Default true. */
  readonly subscribeTimeoutCloses?: boolean;
  /**
   * Where a session with clean session off is kept from one client to the next.
   * Without it nothing outlives the connection.
   */
  readonly kept?: KeptState;
  /**
   * Whether an exchange blocks every later publish, whatever its QoS, until it
   * is acknowledged, also when it is overdue. Default false: one that is
   * overdue lets the next go, and QoS 0 waits for none.
   */
  readonly overdueBlocks?: boolean;
  /**
   * What happens when `figures.waitingMessagesMax` messages are not handled yet:
   * `wait`, the default, stops reading the stream, so that TCP holds the broker
   * back; `lose` reads and acknowledges on and drops what comes.
   */
  readonly whenFull?: 'wait' | 'lose';
}
