import type { SerialSettings } from '@w800/ports';
import type { Attachment } from '../serial-client.ts';
import {
  comPortCodes,
  lineStateOverrun,
  modemStatePresent,
  parityCodes,
} from './com-port-codes.ts';
import { LineControl } from './line-control.ts';

export interface ComPortSessionOptions {
  readonly attachment: Attachment;
  /** Sends the payload of a subnegotiation. */
  readonly send: (bytes: Uint8Array) => void;
  /** Forgets what is on its way to the client. */
  readonly purgeInput: () => void;
  /** The client wants nothing for a while. */
  readonly suspend: (on: boolean) => void;
}

const signature = new TextEncoder().encode('W800 Twin');
const codes = comPortCodes;
const purges = { input: 1, output: 2, both: 3 } as const;

/**
 * What an RFC 2217 client asks of its serial port. Each request is answered
 * with what holds then; one that cannot be is answered with what is.
 */
export class ComPortSession {
  private readonly options: ComPortSessionOptions;
  private readonly control: LineControl;
  /** As the RFC sets them out: every modem line, no line state. */
  private modemStateMask = 0xff;
  private lineStateMask = 0;

  constructor(options: ComPortSessionOptions) {
    this.options = options;
    this.control = new LineControl(options.attachment);
  }

  /** Tells how the modem lines stand. */
  notifyModemState(): void {
    this.answer(codes.modemState, modemStatePresent & this.modemStateMask);
  }

  /** Tells that bytes for the client were dropped. */
  notifyOverrun(): void {
    const state = lineStateOverrun & this.lineStateMask;
    if (state !== 0) this.answer(codes.lineState, state);
  }

  receive([code, ...values]: Uint8Array): void {
    const [value] = values;
    switch (code) {
      case codes.signature:
        // With a text it is the client's own, and asks nothing.
        if (value === undefined) this.answer(codes.signature, ...signature);
        return;
      case codes.baudRate:
        if (values.length === 4) this.setBaudRate(values);
        return;
      case codes.suspend:
        return this.options.suspend(true);
      case codes.resume:
        return this.options.suspend(false);
      case codes.modemState:
        return this.notifyModemState();
      case codes.lineState:
        return this.answer(codes.lineState, 0);
      default:
        if (code !== undefined && value !== undefined) this.receiveByte(code, value);
    }
  }

  private receiveByte(code: number, value: number): void {
    switch (code) {
      case codes.dataSize:
        return this.answer(code, this.configure({ dataBits: value }).dataBits);
      case codes.parity: {
        const { parity } = this.configure({ parity: parityCodes[value] });
        return this.answer(code, parityCodes.indexOf(parity));
      }
      case codes.stopSize:
        return this.answer(code, this.configure({ stopBits: value }).stopBits);
      case codes.control: {
        const state = this.control.set(value);
        return state === undefined ? undefined : this.answer(code, state);
      }
      case codes.lineStateMask:
        this.lineStateMask = value;
        return this.answer(code, value);
      case codes.modemStateMask:
        this.modemStateMask = value;
        return this.answer(code, value);
      case codes.purge:
        return this.purge(value);
      default:
    }
  }

  private setBaudRate(bytes: readonly number[]): void {
    const wanted = new DataView(Uint8Array.from(bytes).buffer).getUint32(0);
    const answer = new DataView(new ArrayBuffer(4));
    answer.setUint32(0, this.configure({ baud: wanted }).baud);
    this.answer(codes.baudRate, ...new Uint8Array(answer.buffer));
  }

  private purge(which: number): void {
    if (which === purges.input || which === purges.both) this.options.purgeInput();
    if (which === purges.output || which === purges.both) this.options.attachment.purge();
    this.answer(codes.purge, which);
  }

  /** 0, and all that the line cannot have, leaves it as it is. */
  private configure(wanted: {
    readonly [Field in keyof SerialSettings]?: unknown;
  }): SerialSettings {
    const { attachment } = this.options;
    const [value] = Object.values(wanted);
    if (value === 0 || value === undefined) return attachment.settings;
    return attachment.configure(wanted as Partial<SerialSettings>);
  }

  private answer(code: number, ...values: readonly number[]): void {
    this.options.send(Uint8Array.of(code + codes.answer, ...values));
  }
}
