import { second } from '@w800/kernel';
import { docsDialect } from '../dialects/docs.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { schemes } from '../session/transport/scheme.ts';
import type { W800Options } from '../w800-options.ts';
import { MqttDesk } from './mqtt-desk.ts';
import { SecureFront, type Serving } from './secure-front.ts';

export interface SecureSetup extends Pick<W800Options, 'certificates' | 'secrets'> {
  readonly dialect?: Dialect;
  /** Beyond what the scheme needs. */
  readonly serving?: Serving;
  /** Seconds since 1970; undefined leaves the clock as it is at power-up. */
  readonly now?: number | undefined;
}

/** A desk whose broker stands behind TLS and WebSocket, as the module's scheme wants it. */
export class SecureDesk extends MqttDesk {
  /** In the middle of the life of every certificate that a test does not say more about. */
  static readonly now = 1_700_000_000;

  readonly front = new SecureFront(this.kernel);

  /** A module that has joined and is set to a scheme. */
  static async onScheme(scheme: number, setup: SecureSetup = {}): Promise<SecureDesk> {
    const { dialect = docsDialect, serving = {}, certificates, secrets } = setup;
    const desk = new SecureDesk(dialect, {
      ...(certificates && { certificates }),
      ...(secrets && { secrets }),
    });
    const { tls = false, websocket = false } = schemes.get(scheme) ?? {};
    desk.front.serving = {
      ...(tls && { tls: {} }),
      ...(websocket && { websocket: {} }),
      ...serving,
    };
    desk.broker.listen(desk.front.front);
    desk.module.powerOn();
    await desk.run(310);
    const now = 'now' in setup ? setup.now : SecureDesk.now;
    if (now !== undefined) desk.module.clock.set(now);
    await desk.ask('AT+CWJAP="home","12345678"', 2_000);
    await desk.user(scheme);
    desk.findings.length = 0;
    return desk;
  }

  /** What a connection holds of the heap, by owner; nothing while there is none. */
  get connectionOwners(): readonly string[] {
    const owners = [...this.module.heap.owners().keys()];
    return owners.filter((owner) => /^(tls|websocket|tcp|mqtt\.client)/.test(owner)).toSorted();
  }

  /** Sets the scheme, and the path of the upgrade. */
  async user(scheme: number, path = ''): Promise<string> {
    return this.ask(`AT+MQTTUSERCFG=0,${scheme},"W800","","",0,0,"${path}"`);
  }

  /** Connects; returns what was printed by its end, which is at most so far away. */
  async open(reconnect = 0, { host = 'broker.example', limitSeconds = 200 } = {}): Promise<string> {
    this.type(`AT+MQTTCONN=0,"${host}",8883,${reconnect}\r\n`);
    const limit = this.kernel.now + limitSeconds * second;
    let printed = '';
    while (this.kernel.now < limit && !/OK\r\n$|ERROR\r\n$/.test(printed)) {
      await this.run(10);
      printed += this.read();
    }
    return printed;
  }
}
