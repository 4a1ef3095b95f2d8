import { finding, millisecond, type Instant } from '@w800/kernel';
import type { SessionState } from '../session/session-state.ts';
import type { Dialect } from '../dialects/dialect.ts';
import type { W800Options } from '../w800-options.ts';
import { Desk } from './desk.ts';
import { ScriptedBroker } from './scripted-broker.ts';

export interface DeskSetup {
  readonly dialect?: Dialect;
  /** Clean session off. */
  readonly keeps?: boolean;
}

/** A desk with a broker that answers by itself, for what the MQTT commands do. */
export class MqttDesk extends Desk {
  static readonly userLine = 'AT+MQTTUSERCFG=0,1,"W800","","",0,0,""';
  static readonly connectionLine = 'AT+MQTTCONNCFG=0,60,0,"","",0,0';
  static readonly keepingLine = 'AT+MQTTCONNCFG=0,120,1,"","",0,0';

  readonly broker = new ScriptedBroker(this.kernel, this.medium);
  /** Ids and texts of findings, oldest first. */
  readonly findings: string[] = [];

  constructor(dialect?: Dialect, rest?: Pick<W800Options, 'certificates' | 'secrets'>) {
    super(dialect, rest);
    this.kernel.trace.on(finding, ({ data }) => this.findings.push(`${data.id}: ${data.text}`));
  }

  /**
   * A module that has joined and whose session is in this state, with nothing
   * left to read. In states 3 and 6 it remembers the topic `held`.
   */
  static async inState(
    state: SessionState,
    reconnect = 0,
    { dialect, keeps = false }: DeskSetup = {},
  ): Promise<MqttDesk> {
    const desk = new MqttDesk(dialect);
    desk.broker.listen();
    desk.module.powerOn();
    await desk.run(310);
    await desk.ask('AT+CWJAP="home","12345678"', 2_000);
    if (state > 0) await desk.ask(MqttDesk.userLine);
    if (keeps) await desk.ask(MqttDesk.keepingLine);
    else if (state === 2) await desk.ask(MqttDesk.connectionLine);
    if (state > 2) await desk.ask(`AT+MQTTCONN=0,"10.0.0.9",1883,${reconnect}`);
    if (state > 4 || state === 3) await desk.ask('AT+MQTTSUB=0,"held",1');
    if (state === 5) await desk.ask('AT+MQTTUNSUB=0,"held"');
    if (state === 3) {
      desk.broker.hangUp();
      await desk.run(10);
    }
    desk.read();
    desk.broker.take();
    return desk;
  }

  /** What `AT+MQTTCONN?` says. */
  async state(): Promise<number> {
    const answer = await this.ask('AT+MQTTCONN?');
    return Number(/\+MQTTCONN:0,(\d)/.exec(answer)?.[1]);
  }

  /** Configures and connects; returns what was printed to the last line. */
  async connect(user = MqttDesk.userLine, reconnect = 0): Promise<string> {
    await this.ask(user);
    return this.ask(`AT+MQTTCONN=0,"10.0.0.9",1883,${reconnect}`);
  }

  /** Types counted data and returns what was printed within the time. */
  async data(text: string, durationMs = 1_000): Promise<string> {
    this.type(text);
    await this.run(durationMs);
    return this.read();
  }

  /** What is printed until it is this text, at most so long; all that time if it is empty. */
  async readWithin(limitMs: number, text: string): Promise<string> {
    const limit = this.kernel.now + limitMs * millisecond;
    let printed = '';
    do {
      await this.run(Math.min(10, limitMs));
      printed += this.read();
    } while (this.kernel.now < limit && (printed === '' || printed !== text));
    return printed;
  }

  /** Runs until something is printed, at most so long. Says when its last byte had come. */
  async untilPrinted(text: string, limitMs: number): Promise<Instant> {
    const limit = this.kernel.now + limitMs * millisecond;
    let printed = '';
    while (!printed.includes(text)) {
      if (this.kernel.now >= limit) throw new Error(`not printed: ${text}, but ${printed}`);
      await this.run(1);
      printed += this.read();
    }
    return this.kernel.now;
  }
}
