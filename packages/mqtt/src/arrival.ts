import type { MqttMessage } from './client-events.ts';
import type { Holding } from './holding.ts';

/** A message from the broker and the memory it takes. */
export interface Arrival {
  readonly message: MqttMessage;
  readonly holding: Holding;
}
