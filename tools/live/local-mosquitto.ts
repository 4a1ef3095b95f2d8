import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { userInfo } from 'node:os';

import { Program, type ProgramOptions } from './program.ts';

export interface MosquittoLogin {
  readonly username: string;
  readonly password: string;
}

/** A mosquitto on loopback that can be killed and started again at the same port. */
export class LocalMosquitto {
  readonly port: number;
  private readonly config: string;
  private readonly login: readonly string[];
  private readonly options: ProgramOptions;
  private program: Program | undefined;

  private constructor(port: number, login: MosquittoLogin | undefined, options: ProgramOptions) {
    this.port = port;
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
    writeFileSync(this.config, [...lines, `listener ${port} 127.0.0.1`, access, ''].join('\n'));
  }

  /** @param login the only one who is let in; absent: everybody */
  static async start(options: ProgramOptions, login?: MosquittoLogin): Promise<LocalMosquitto> {
    const mosquitto = new LocalMosquitto(await freePort(), login, options);
    await mosquitto.start();
    return mosquitto;
  }

  async start(): Promise<void> {
    this.program = new Program(['mosquitto', '-c', this.config], this.options);
    await this.program.heard.until(/mosquitto version .* running/);
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

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  listener.close();
  await once(listener, 'close');
  return port;
}
