import { hour, millisecond, minute, second, type Kernel, type Random } from '@w800/kernel';
import type { BrokerPacket } from '@w800/broker';
import { createTwin } from '../create-twin.ts';
import { latin1 } from '../show-bytes.ts';
import type { Twin } from '../twin.ts';

export interface SoakOptions {
  readonly seed: number;
  readonly days: number;
  /** Whether the broker keeps the session between connections. */
  readonly kept: boolean;
}

/** What became of the messages, as host and broker tell it. */
export interface SoakResult {
  readonly published: number;
  /** Payloads by what the host was answered. */
  readonly acknowledged: readonly string[];
  /** Payloads as the broker received them. */
  readonly received: readonly string[];
  /** Payloads the broker published, and those the host read. */
  readonly sent: readonly string[];
  readonly printed: readonly string[];
  /** Of those sent, the ones whose last acknowledgement the broker has seen. */
  readonly taken: readonly string[];
  /** PUBLISH with DUP that came to the broker. */
  readonly resent: number;
  readonly losses: number;
  /** +MQTTCONNECTED and +MQTTDISCONNECTED, in order. */
  readonly sessionUrcs: readonly ('CONNECTED' | 'DISCONNECTED')[];
  readonly heapBefore: number;
  readonly heapAfter: number;
  readonly heapLowWater: number;
}

const address = '192.168.10.234';
const topicIn = 'down';
const messageHead = `+MQTTSUBRECV:0,"${topicIn}",`;
/** Every third message asks for QoS 2; every seventh minute brings one from the broker. */
const qos2Every = 3;
const inboundEvery = 7;

/** Days of a publish a minute over a link that is lost now and then, at random from a seed. */
export async function soak(options: SoakOptions): Promise<SoakResult> {
  const twin = await createTwin({
    seed: options.seed,
    world: { wifi: { ssid: 'home', password: '12345678' }, broker: { host: address } },
  });
  try {
    return await new Soak(twin, options).run();
  } finally {
    await twin.close();
  }
}

class Soak {
  private readonly twin: Twin;
  private readonly kernel: Kernel;
  private readonly random: Random;
  private readonly options: SoakOptions;
  private readonly acknowledged: string[] = [];
  private readonly sent: string[] = [];
  private published = 0;
  private losses = 0;
  private beginsAt = 0;
  private lossesGoOn = true;

  constructor(twin: Twin, options: SoakOptions) {
    this.twin = twin;
    this.kernel = twin.kernel;
    this.random = twin.kernel.random.fork('soak');
    this.options = options;
  }

  async run(): Promise<SoakResult> {
    const { twin, options } = this;
    await twin.exchange('AT+CWJAP="home","12345678"', ['OK', 'WIFI GOT IP'], { within: '15s' });
    // The first connection starts a task that stays.
    await this.connect();
    const heapBefore = await this.clean();
    await this.connect();
    await twin.exchange(`AT+MQTTSUB=0,"${topicIn}",2`);
    this.beginsAt = this.kernel.now;
    this.planLoss();
    for (let count = 0; count < (options.days * 24 * hour) / minute; count += 1) {
      await this.minute(count);
    }
    this.lossesGoOn = false;
    // Everything is back by then, and what was unfinished is finished.
    await twin.wait('1h');
    const heapLowWater = twin.bench.heap.lowWaterBytes;
    const heapAfter = await this.clean();
    return { ...this.story(), heapBefore, heapAfter, heapLowWater };
  }

  private async connect(): Promise<void> {
    const { twin, options } = this;
    await twin.exchange('AT+MQTTUSERCFG=0,1,"W800","","",0,0,""');
    await twin.exchange(`AT+MQTTCONNCFG=0,120,${options.kept ? 1 : 0},"","",0,0`);
    await twin.exchange(`AT+MQTTCONN=0,"${address}",1883,1`);
  }

  /** @returns the bytes in use when all is over */
  private async clean(): Promise<number> {
    await this.twin.exchange('AT+MQTTCLEAN=0');
    await this.twin.wait('5m');
    return this.twin.bench.heap.usedBytes;
  }

  private async minute(count: number): Promise<void> {
    const { twin, kernel } = this;
    const endsAt = kernel.now + minute;
    if (count % inboundEvery === 0) this.send(count);
    const payload = `m${count}`;
    const qos = count % qos2Every === 0 ? 2 : 1;
    this.published += 1;
    const line = `AT+MQTTPUB=0,"up","${payload}",${qos},0`;
    await twin.exchange(line, { regex: '^(?<answer>OK|ERROR)$' }, { within: '12s' });
    if (twin.variables.get('answer') === 'OK') this.acknowledged.push(payload);
    await kernel.run(endsAt);
  }

  private send(count: number): void {
    const payload = `d${count}`;
    this.sent.push(payload);
    this.twin.publish({ topic: topicIn, payload, qos: count % 2 === 0 ? 2 : 1 });
  }

  /** Most losses strike in the middle of an exchange, the others at any time. */
  private planLoss(): void {
    const { kernel, random } = this;
    const pauseNs = random.integer(5, 120) * minute;
    const atNs = random.chance(2, 3)
      ? random.integer(3, 16) * millisecond
      : random.integer(0, 59_999) * millisecond;
    // Whole minutes after the first publish, as all publishes are.
    const minutes = Math.floor((kernel.now - this.beginsAt) / minute) * minute;
    kernel.at(this.beginsAt + minutes + pauseNs + atNs, () => {
      if (!this.lossesGoOn) return;
      this.losses += 1;
      this.lose();
      this.planLoss();
    });
  }

  private lose(): void {
    const { twin, random } = this;
    const kind = random.integer(0, 5);
    if (kind < 2) {
      twin.broker().disconnect(undefined, kind === 0 ? 'fin' : 'rst');
      return;
    }
    const path = kind < 4 ? twin.bench.link : twin.bench.uplink;
    const lastsNs = random.chance(1, 2)
      ? random.integer(100, 9_000) * millisecond
      : random.integer(10, 1_500) * second;
    path.down();
    this.kernel.after(lastsNs, () => path.up());
  }

  private story(): Omit<SoakResult, 'heapBefore' | 'heapAfter' | 'heapLowWater'> {
    const { output } = this.twin.driver;
    const lines = output.lines.map(({ start, end }) => latin1(output.bytes(start, end)));
    const urcs = lines.map((line) => /^\+MQTT(CONNECTED|DISCONNECTED):/.exec(line)?.[1]);
    const { received, packets } = this.twin.broker();
    return {
      published: this.published,
      acknowledged: this.acknowledged,
      received: received.map(({ payload }) => latin1(payload)),
      sent: this.sent,
      printed: lines
        .filter((line) => line.startsWith(messageHead))
        .map((line) => line.slice(line.lastIndexOf(',') + 1)),
      taken: takenFrom(packets),
      resent: packets.filter(({ from, dup }) => from === 'client' && dup === true).length,
      losses: this.losses,
      sessionUrcs: urcs.filter((urc) => urc === 'CONNECTED' || urc === 'DISCONNECTED'),
    };
  }
}

/** Payloads whose PUBACK or PUBCOMP came, by the newest PUBLISH with that identifier. */
function takenFrom(packets: readonly BrokerPacket[]): string[] {
  const sent = new Map<number, string>();
  const taken: string[] = [];
  for (const { from, packet, packetId, payload } of packets) {
    if (packetId === undefined) continue;
    if (from === 'broker' && packet === 'publish') sent.set(packetId, latin1(payload ?? nothing));
    if (from !== 'client' || (packet !== 'puback' && packet !== 'pubcomp')) continue;
    taken.push(sent.get(packetId) ?? 'an acknowledgement of nothing');
  }
  return taken;
}

const nothing = new Uint8Array(0);
