import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';

import { freePorts } from './free-ports.ts';
import type { Heard } from './heard.ts';
import { Program, type ProgramOptions } from './program.ts';

export interface MosquittoLogin {
  readonly username: string;
  readonly password: string;
}

/** Further ports by name, each with the lines of its part of the configuration. */
export type MosquittoListeners = Readonly<Record<string, readonly string[]>>;

export interface MosquittoSetup {
  /** The only one who is let in. Default: everybody. */
  readonly login?: MosquittoLogin | undefined;
  readonly listeners?: MosquittoListeners;
}

/** A mosquitto on loopback that can be killed and started again at the same port. */
export class LocalMosquitto {
  /** Where it speaks plain MQTT. */
  readonly port: number;
  private readonly ports: ReadonlyMap<string, number>;
  private readonly config: string;
  private readonly login: readonly string[];
  private readonly options: ProgramOptions;
  private program: Program | undefined;

  private constructor(
    [port = 0, ...ports]: readonly number[],
    { login, listeners = {} }: MosquittoSetup,
    options: ProgramOptions,
  ) {
    this.port = port;
    this.ports = new Map(Object.keys(listeners).map((name, index) => [name, ports[index] ?? 0]));
    this.options = options;
    this.config = `${options.stage}/mosquitto-${port}.conf`;
    this.login = login === undefined ? [] : ['-u', login.username, '-P', login.password];
    const passwords = `${options.stage}/passwords-${port}`;
    if (login !== undefined) {
      execFileSync('mosquitto_passwd', ['-b', '-c', passwords, login.username, login.password]);
    }
    const access = login === undefined ? 'allow_anonymous true' : `password_file ${passwords}`;
    // Started as root it would become somebody who may not read the passwords.
    const user = `user ${userInfo().username}`;
    const lines = [user, 'persistence false', 'log_dest stderr', 'max_queued_messages 0'];
    const further = Object.entries(listeners).flatMap(([name, more]) => [
      `listener ${this.ports.get(name)} 127.0.0.1`,
      ...more,
    ]);
    const all = [...lines, `listener ${port} 127.0.0.1`, access, ...further, ''];
    writeFileSync(this.config, all.join('\n'));
  }

  static async start(options: ProgramOptions, setup: MosquittoSetup): Promise<LocalMosquitto> {
    const ports = await freePorts(1 + Object.keys(setup.listeners ?? {}).length);
    const mosquitto = new LocalMosquitto(ports, setup, options);
    await mosquitto.start();
    return mosquitto;
  }

  /** The port of a further listener. */
  portOf(name: string): number {
    const port = this.ports.get(name);
    if (port === undefined) throw new Error(`mosquitto has no listener ${name}`);
    return port;
  }

  async start(): Promise<void> {
    this.program = new Program(['mosquitto', '-c', this.config], this.options);
    await this.heard.until(/mosquitto version .* running/);
  }

  /** What it says since it was started. */
  get heard(): Heard {
    if (this.program === undefined) throw new Error('mosquitto was not started');
    return this.program.heard;
  }

  /** Ends it in the middle of whatever it does. */
  async kill(): Promise<void> {
    this.program?.kill('SIGKILL');
    await this.program?.ended;
  }

  /** A `mosquitto_sub` that has subscribed; it prints `<topic> <payload>` a message. */
  async subscriber(filter: string, ...more: readonly string[]): Promise<Program> {
    const args = [...this.where, '-d', '-q', '1', '-F', '%t %p', '-t', filter, ...more];
    const program = new Program(['stdbuf', '-oL', 'mosquitto_sub', ...args], this.options);
    await program.heard.until(/^Subscribed .*\n/m);
    return program;
  }

  /** Has `mosquitto_pub` publish a message. */
  async publish(topic: string, payload: string, qos = 1): Promise<void> {
    const args = [...this.where, '-q', `${qos}`, '-t', topic, '-m', payload];
    await new Program(['mosquitto_pub', ...args], this.options).succeed();
  }

  /** Has `mosquitto_pub` publish the numbers from 1 on, as fast as it can. */
  async burst(topic: string, count: number, qos = 1): Promise<void> {
    const args = [...this.where, '-q', `${qos}`, '-t', topic, '-l'];
    const program = new Program(['mosquitto_pub', ...args], this.options);
    program.type(Array.from({ length: count }, (_, index) => `${index + 1}\n`).join(''));
    program.endInput();
    await program.succeed();
  }

  private get where(): readonly string[] {
    return ['-h', '127.0.0.1', '-p', `${this.port}`, ...this.login];
  }
}
