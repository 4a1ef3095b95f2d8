import type { BrokerEnd } from '@w800/broker';
import { second, type Alarm } from '@w800/kernel';
import type { ControlAction, ControlWord, Door, DoorRecord } from '@w800/live';
import type { TwinBench } from '../twin-bench.ts';

const from = 'control';
const cycleNs = second;

/**
 * What is done to a twin from outside while it runs. Everything comes in by
 * the door and is done by what the record says, so that a replay does it again.
 */
export class LiveControl {
  private readonly door: Door;
  private readonly bench: TwinBench;
  private readonly waiting: (() => void)[] = [];
  private switching: Alarm | undefined;

  constructor(door: Door, bench: TwinBench) {
    this.door = door;
    this.bench = bench;
    door.read(from, (record) => {
      this.do(readAction(record));
      this.waiting.shift()?.();
    });
  }

  /**
   * Has something done.
   * @param done called when it is, inside the event
   */
  act({ do: what, ...details }: ControlAction, done: () => void): void {
    this.waiting.push(done);
    const word = Object.keys(details).length === 0 ? undefined : JSON.stringify(details);
    this.door.enter({ from, what, ...(word === undefined ? {} : { word }) });
  }

  private do(action: ControlAction): void {
    const { link, uplink, accessPoints } = this.bench;
    const deeds: Record<ControlWord, () => void> = {
      'link down': () => link.down(),
      'link up': () => link.up(),
      'uplink down': () => uplink.down(),
      'uplink up': () => uplink.up(),
      'access-point drop': () => accessPoints.drop(),
      'broker stop': () => this.brokers(action, (end) => end.stop()),
      'broker start': () => this.brokers(action, (end) => end.start()),
      'broker disconnect': () => this.brokers(action, (end) => end.disconnect(action.clientId)),
      'power off': () => this.switch('off'),
      'power on': () => this.switch('on'),
      'power cycle': () => this.cycle(),
    };
    deeds[action.do]();
  }

  private brokers({ broker }: ControlAction, deed: (end: BrokerEnd) => void): void {
    for (const [index, { end }] of this.bench.brokers.entries()) {
      if (broker === undefined || broker === index) deed(end);
    }
  }

  private cycle(): void {
    this.switch('off');
    this.switching = this.bench.kernel.after(cycleNs, () => this.switch('on'));
  }

  private switch(power: 'on' | 'off'): void {
    this.switching?.cancel();
    this.switching = undefined;
    if (power === 'on') this.bench.powerOn();
    else this.bench.powerOff();
  }
}

function readAction({ what, word }: DoorRecord): ControlAction {
  const details = word === undefined ? {} : (JSON.parse(word) as Omit<ControlAction, 'do'>);
  return { ...details, do: what as ControlWord };
}
