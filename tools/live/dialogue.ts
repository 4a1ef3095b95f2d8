import { once } from 'node:events';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout } from 'node:timers/promises';

import { Heard } from './heard.ts';
import { openSerialPort } from './serial-port.ts';

const finalCode = /(?:^|\r\n)(OK|ERROR|CMD \w+ ERR|busy \.\.\.)\r\n/;

/** A client of the serial line: types commands and reads what comes. */
export class Dialogue {
  readonly heard: Heard;
  private readonly stream: Duplex;
  private readonly hangUp: () => void;
  private readonly vanish: () => void;

  /** @param limit aborted when everything has to be over */
  private constructor(stream: Duplex, limit: AbortSignal, hangUp: () => void, vanish = hangUp) {
    this.stream = stream;
    this.hangUp = hangUp;
    this.vanish = vanish;
    this.heard = new Heard('the module', limit);
    stream.on('data', (bytes: Buffer) => this.heard.add(bytes.toString('latin1')));
    stream.on('error', ({ message }) => this.heard.end(message));
    stream.on('close', () => this.heard.end('the connection was closed'));
  }

  static async atTcp(port: number, limit: AbortSignal): Promise<Dialogue> {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true });
    await once(socket, 'connect', { signal: limit });
    const hangUp = (): void => void socket.destroy();
    return new Dialogue(socket, limit, hangUp, () => socket.resetAndDestroy());
  }

  /** By the package `serialport`. */
  static async atTerminal(path: string, limit: AbortSignal): Promise<Dialogue> {
    const port = await openSerialPort(path);
    return new Dialogue(port, limit, () => port.close());
  }

  type(text: string): void {
    this.stream.write(Buffer.from(text, 'latin1'));
  }

  /**
   * Types a command and waits for its end.
   * @throws when that is not the one expected
   */
  async ask(command: string, expected = 'OK'): Promise<void> {
    const end = await this.answer(command);
    if (end !== expected) throw new Error(`${command}: ${end} and not ${expected}`);
  }

  /** Types a command, and tells its end. */
  async answer(command: string): Promise<string> {
    this.type(`${command}\r\n`);
    const [, end = ''] = await this.heard.until(finalCode);
    return end;
  }

  /** Asks for the time until it is there. */
  async setClock(): Promise<void> {
    await this.ask('AT+CIPSNTPCFG=1,0,"127.0.0.1"');
    for (;;) {
      this.type('AT+CIPSNTPTIME?\r\n');
      const [, year] = await this.heard.until(/\+CIPSNTPTIME:.*\b(\d{4})\r\n[^]*?\r\nOK\r\n/);
      if (year !== '2000') return;
      await setTimeout(100);
    }
  }

  /** Asks until there is an answer: who was here before may have left the line anywhere. */
  async resynchronise(): Promise<void> {
    const ask = (): void => this.type('\r\nAT+CWMODE?\r\n');
    ask();
    const again = setInterval(ask, 250);
    try {
      await this.heard.until('+CWMODE:1\r\n\r\nOK\r\n');
    } finally {
      clearInterval(again);
    }
  }

  /** Joins the network that a twin has around it when nothing is said. */
  async join(): Promise<void> {
    await this.ask('AT');
    await this.ask('AT+CWJAP="twin","12345678"');
  }

  /** Begins an MQTT session. */
  async connect(port: number, { host = '127.0.0.1', reconnect = 0, login = '"",""' } = {}) {
    await this.ask(`AT+MQTTUSERCFG=0,1,"twin",${login},0,0,""`);
    await this.ask(`AT+MQTTCONN=0,"${host}",${port},${reconnect}`);
  }

  /** Publishes, and waits for the end of the exchange. */
  async publish(topic: string, payload: string, qos: number): Promise<void> {
    await this.ask(`AT+MQTTPUB=0,"${topic}","${payload}",${qos},0`);
  }

  /** Ends it as who is done does. */
  async close(): Promise<void> {
    await this.end(this.hangUp);
  }

  /** Ends it as who crashes does; over TCP by a reset. */
  async drop(): Promise<void> {
    await this.end(this.vanish);
  }

  private async end(how: () => void): Promise<void> {
    const closed = once(this.stream, 'close');
    how();
    await closed;
  }
}
