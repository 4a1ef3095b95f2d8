import type { Socket } from 'node:net';
import { second } from '@w800/kernel';
import { serialDefaults, type SerialSettings } from '@w800/ports';
import { LiveError } from '../live-error.ts';
import { patience } from '../patience.ts';
import { comPortCodes, controlCodes, parityCodes } from '../serial/rfc2217/com-port-codes.ts';
import { telnetOptions } from '../serial/rfc2217/telnet-codes.ts';
import { TelnetDecoder, type Negotiation } from '../serial/rfc2217/telnet-decoder.ts';
import {
  encodeData,
  encodeNegotiation,
  encodeSubnegotiation,
} from '../serial/rfc2217/telnet-encode.ts';
import { TelnetNegotiator } from '../serial/rfc2217/telnet-negotiator.ts';
import { closeSocket } from './close-socket.ts';
import { LinkEnds } from './link-ends.ts';
import type { TargetLink, TargetReader } from './target-link.ts';

const answerLimitNs = 5 * second;
const { binary, suppressGoAhead, comPort } = telnetOptions;

/** A module behind a serial port server that speaks RFC 2217: the line is set from here. */
export class Rfc2217Link implements TargetLink {
  readonly settable = true;
  readonly name: string;
  private readonly socket: Socket;
  private readonly ends: LinkEnds;
  private readonly decoder: TelnetDecoder;
  private readonly negotiator: TelnetNegotiator;
  private set: SerialSettings = serialDefaults;
  /** Whether the server takes settings; undefined until it has said. */
  private takesSettings: boolean | undefined;
  /** The rate the server says the line has. */
  private baudThere: number | undefined;
  private wake: (() => void) | undefined;

  private constructor(name: string, socket: Socket) {
    this.name = name;
    this.socket = socket;
    this.ends = new LinkEnds(name);
    this.negotiator = new TelnetNegotiator({
      options: [binary, suppressGoAhead, comPort],
      send: (verb, option) => this.send(encodeNegotiation(verb, option)),
    });
    this.decoder = new TelnetDecoder({
      data: (bytes) => this.ends.data(bytes),
      negotiation: (verb, option) => this.negotiated(verb, option),
      subnegotiation: (option, bytes) => {
        if (option === comPort) this.answered(bytes);
      },
    });
    socket.on('data', (bytes) => {
      this.decoder.receive(bytes);
      this.wake?.();
    });
    socket.on('error', (error) => this.lose(error.message));
    socket.on('close', () => this.lose('the other side has closed'));
  }

  /**
   * Agrees on RFC 2217 and sets the line.
   * @throws LiveError LIVE_TARGET_UNREACHABLE
   */
  static async open(name: string, socket: Socket, settings: SerialSettings): Promise<Rfc2217Link> {
    const link = new Rfc2217Link(name, socket);
    try {
      await link.begin(settings);
      return link;
    } catch (error) {
      await link.close();
      throw error;
    }
  }

  get settings(): SerialSettings {
    return this.set;
  }

  get lost(): LiveError | undefined {
    return this.ends.lost;
  }

  write(bytes: Uint8Array): void {
    this.send(encodeData(bytes));
  }

  configure(settings: SerialSettings): void {
    this.set = settings;
    const { baud, dataBits, parity, stopBits, flowControl } = settings;
    const flow = flowControl === 'none' ? controlCodes.flowNone : controlCodes.flowHardware;
    this.ask(comPortCodes.baudRate, baud >>> 24, baud >>> 16, baud >>> 8, baud);
    this.ask(comPortCodes.dataSize, dataBits);
    this.ask(comPortCodes.parity, parityCodes.indexOf(parity));
    this.ask(comPortCodes.stopSize, stopBits);
    this.ask(comPortCodes.control, flow);
  }

  read(reader?: TargetReader): void {
    this.ends.read(reader);
  }

  async close(): Promise<void> {
    this.ends.close();
    await closeSocket(this.socket);
  }

  private async begin(settings: SerialSettings): Promise<void> {
    this.negotiator.begin();
    await this.until(() => this.takesSettings !== undefined);
    if (this.takesSettings !== true) {
      throw this.refused(
        'it does not speak RFC 2217',
        `If it carries the bytes as they are, write ${this.name.replace(/^rfc2217/, 'tcp')}.`,
      );
    }
    this.configure(settings);
    await this.until(() => this.baudThere !== undefined);
    if (this.baudThere === settings.baud) return;
    const there = this.baudThere === undefined ? 'it does not say' : `it has ${this.baudThere}`;
    throw this.refused(
      `it does not set its line to ${settings.baud} baud; ${there}`,
      'Give a rate that the far port can have.',
    );
  }

  /** Waits until something holds, the far side is gone, or it has taken too long. */
  private async until(holds: () => boolean): Promise<void> {
    await new Promise<void>((resolve) => {
      const limit = patience(answerLimitNs, resolve);
      this.wake = () => {
        if (!holds() && this.lost === undefined) return;
        limit.cancel();
        resolve();
      };
      this.wake();
    });
    this.wake = undefined;
    if (this.lost !== undefined) throw this.lost;
  }

  private negotiated(verb: Negotiation, option: number): void {
    this.negotiator.receive(verb, option);
    this.decoder.binary = this.negotiator.theyUse(binary);
    if (option !== comPort) return;
    if (verb === 'do') this.takesSettings = true;
    else if (verb === 'dont') this.takesSettings ??= false;
  }

  private answered(bytes: Uint8Array): void {
    const isRate = bytes[0] === comPortCodes.baudRate + comPortCodes.answer;
    if (!isRate || bytes.length !== 5) return;
    this.baudThere = new DataView(bytes.buffer, bytes.byteOffset).getUint32(1);
  }

  private ask(code: number, ...values: readonly number[]): void {
    this.send(encodeSubnegotiation(comPort, Uint8Array.of(code, ...values)));
  }

  private send(bytes: Uint8Array): void {
    if (!this.socket.destroyed) this.socket.write(bytes);
  }

  private lose(why: string): void {
    this.ends.lose(why);
    this.wake?.();
  }

  private refused(what: string, fix: string): LiveError {
    return new LiveError('LIVE_TARGET_UNREACHABLE', `${this.name}: ${what}`, fix);
  }
}
