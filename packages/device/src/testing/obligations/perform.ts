import type { Action } from './action.ts';
import type { HostCommand } from './host-command.ts';
import type { ObligationBench } from './obligation-bench.ts';

const configuredPhases: readonly unknown[] = [1, 2];

/** Does what host, broker and surroundings are told, one action after the other. */
export class Performer {
  private readonly bench: ObligationBench;
  private outbound = 0;
  private inbound = 0;

  constructor(bench: ObligationBench) {
    this.bench = bench;
  }

  async perform(action: Action): Promise<void> {
    const { bench } = this;
    bench.journal.note(`-- ${JSON.stringify(action)}`);
    if (action.do === 'open') await this.open(action);
    else if (action.do === 'publish') await this.publish(action);
    else if (action.do === 'subscribe') {
      const { topic, qos } = action;
      await bench.type(
        { kind: 'subscribe', topic: `t${topic}` },
        `AT+MQTTSUB=0,"t${topic}",${qos}`,
      );
    } else if (action.do === 'unsubscribe') {
      const topic = `t${action.topic}`;
      await bench.type({ kind: 'unsubscribe', topic }, `AT+MQTTUNSUB=0,"${topic}"`);
    } else if (action.do === 'state') await bench.type({ kind: 'state' }, 'AT+MQTTCONN?');
    else if (action.do === 'topics') await bench.type({ kind: 'topics' }, 'AT+MQTTSUB?');
    else if (action.do === 'clean') await bench.type({ kind: 'clean' }, 'AT+MQTTCLEAN=0');
    else if (action.do === 'interrupt') await bench.interrupt();
    else if (action.do === 'restart') await this.restart();
    else if (action.do === 'power') await this.power(action.offMs);
    else if (action.do === 'pass') await bench.pass(action.ms);
    else this.disturb(action);
  }

  /** Publishes, which nothing prevents, and sees it arrive. */
  async publishOk(qos: 0 | 1 | 2): Promise<void> {
    const { bench } = this;
    const rest = { raw: false, bytes: 10, retain: false, pauseMs: 0, prompt: false };
    await this.perform({ do: 'publish', qos, ...rest });
    const payload = `u${this.outbound}.`.padEnd(10, 'x');
    await bench.free();
    await bench.pass(10);
    bench.journal.must(bench.hasReached(payload), `${payload} did not arrive`);
  }

  private async open(action: Extract<Action, { do: 'open' }>): Promise<void> {
    const { bench } = this;
    const { host } = bench;
    const { clean, reconnect, keepalive } = action;
    await bench.free();
    if (host.phase === 'lost' && host.reconnect === 0) {
      await bench.ask({ kind: 'clean' }, 'AT+MQTTCLEAN=0');
    }
    if (host.phase === 0)
      await bench.ask({ kind: 'user' }, 'AT+MQTTUSERCFG=0,1,"W800","","",0,0,""');
    if (configuredPhases.includes(host.phase)) {
      const line = `AT+MQTTCONNCFG=0,${keepalive},${clean ? 0 : 1},"","",0,0`;
      await bench.ask({ kind: 'connection' }, line);
      host.reconnect = reconnect;
    }
    await bench.type({ kind: 'open', reconnect }, `AT+MQTTCONN=0,"10.0.0.9",1883,${reconnect}`);
  }

  private async publish(action: Extract<Action, { do: 'publish' }>): Promise<void> {
    const { bench } = this;
    const { qos, raw, bytes, retain, pauseMs, prompt } = action;
    this.outbound += 1;
    const payload = `u${this.outbound}.`.padEnd(bytes, 'x');
    const message = { topic: 'u', payload, qos, retain };
    const command: HostCommand = { kind: 'publish', message, raw };
    const kept = retain ? 1 : 0;
    const line = raw
      ? `AT+MQTTPUBRAW=0,"u",${payload.length},${qos},${kept}`
      : `AT+MQTTPUB=0,"u","${payload}",${qos},${kept}`;
    await bench.type(command, line, pauseMs);
    if (!raw || !prompt) return;
    await bench.pass(8);
    if (bench.host.pending?.prompted === true) bench.host.typeData();
  }

  private async restart(): Promise<void> {
    await this.bench.ask({ kind: 'restart' }, 'AT+RST');
    // The OK comes first; the banner tells that the restart has come about.
    await this.bench.until('the restart', 5, () => !this.bench.host.ready);
    await this.bench.comeBack();
  }

  private async power(offMs: number): Promise<void> {
    const { bench } = this;
    bench.journal.count('power cut');
    bench.module.powerOff();
    await bench.pass(offMs);
    // The host stops when it sees the module gone; here it types its line to the end.
    await bench.typed();
    bench.powerOn();
    await bench.comeBack();
  }

  private disturb(action: Action): void {
    const { bench } = this;
    const { broker, medium } = bench;
    const { faults } = broker;
    if (action.do === 'send') this.send(action);
    else if (action.do === 'withhold') faults.withheld.set(action.packet, action);
    else if (action.do === 'cut') faults.cut = action;
    else if (action.do === 'drop') broker.connection?.cut(action.how);
    else if (action.do === 'ignore') faults.ignored += action.count;
    else if (action.do === 'refuse') faults.refusals.push(...action.codes);
    else if (action.do === 'refuse-topic') faults.topicRefusals += 1;
    else if (action.do === 'chunks') broker.chunkBytesMax = action.bytes;
    else if (action.do === 'forget') broker.forget();
    else if (action.do === 'stall') this.stall(action.ms);
    else if (action.do === 'air') {
      medium.silence();
      this.outage('air', action.ms, () => medium.sound());
    } else if (action.do === 'deaf' || action.do === 'mute') {
      medium.server = action.do === 'deaf' ? 'refuses' : 'is silent';
      this.outage(action.do, action.ms, () => {
        medium.server = 'accepts';
      });
    }
  }

  private send({ qos, count, bytes }: Extract<Action, { do: 'send' }>): void {
    for (let index = 0; index < count; index += 1) {
      this.inbound += 1;
      this.bench.broker.publish(`d${this.inbound}.\r\nOK\r\n`.padEnd(bytes, 'y'), qos);
    }
  }

  private stall(ms: number): void {
    const { connection } = this.bench.broker;
    if (connection === undefined) return;
    this.bench.journal.count('outage: stall');
    connection.cut('stall');
    this.bench.after(ms, () => connection.resume());
  }

  private outage(what: string, ms: number, end: () => void): void {
    const { bench } = this;
    bench.journal.count(`outage: ${what}`);
    bench.outages += 1;
    bench.disturb();
    bench.after(ms, () => {
      bench.outages -= 1;
      bench.disturb();
      end();
    });
  }
}
