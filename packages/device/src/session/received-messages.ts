import type { ByteString } from '@w800/at';
import type { MqttMessage } from '@w800/mqtt';
import type { Departures } from '../dialects/departures.ts';
import { messageUrc } from './message-urc.ts';

/** Messages on their way from the client to the serial line. */
export class ReceivedMessages {
  private readonly urc: (text: ByteString | Uint8Array, printed: () => void) => void;
  private readonly departures: Departures;
  private waiting = 0;
  private lostCount = 0;

  constructor(
    urc: (text: ByteString | Uint8Array, printed: () => void) => void,
    departures: Departures,
  ) {
    this.urc = urc;
    this.departures = departures;
  }

  /** Prints a message; it has been handled when its last byte is in the FIFO. */
  print(message: MqttMessage, handled: () => void): void {
    this.waiting += 1;
    this.urc(messageUrc(message), () => {
      this.waiting -= 1;
      handled();
      if (this.waiting === 0) this.tellLost();
    });
  }

  /** One was acknowledged and then dropped. How many they were is told when the rest is out. */
  lose(): void {
    if (this.lostCount === 0) this.departures.note('mqttWhenFull');
    this.lostCount += 1;
  }

  /** What has not been printed never will be. */
  clear(): void {
    this.tellLost();
    this.waiting = 0;
  }

  private tellLost(): void {
    const count = this.lostCount;
    if (count === 0) return;
    this.lostCount = 0;
    const messages = count === 1 ? 'message was' : 'messages were';
    this.departures.tell(
      'mqttWhenFull',
      `${count} received ${messages} acknowledged and then lost: the queue to the line was full.`,
    );
  }
}
