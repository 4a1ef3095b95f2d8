import type { SerialSettings } from '@w800/ports';
import type { Attachment } from '../serial-client.ts';
import { controlCodes as codes } from './com-port-codes.ts';

type FlowControl = SerialSettings['flowControl'];

/**
 * SET-CONTROL of RFC 2217: flow control, break, DTR and RTS. There is no
 * XON/XOFF and no flow control by other lines: who asks hears what there is.
 */
export class LineControl {
  private readonly attachment: Attachment;
  private breakOn = false;
  private dtr = true;
  private rts = true;

  constructor(attachment: Attachment) {
    this.attachment = attachment;
  }

  /** @returns the value that says how it is now; undefined for a value that means nothing */
  set(value: number): number | undefined {
    if (value <= codes.flowHardware) return this.setFlow(value);
    if (value <= codes.breakOff) return this.setBreak(value);
    if (value <= codes.dtrOff) return this.setDtr(value);
    if (value <= codes.rtsOff) return this.setRts(value);
    if (value === codes.flowDcd || value === codes.flowDsr) return this.setFlow(value);
    return value <= codes.inboundDtr ? this.setInbound(value) : undefined;
  }

  /** Sets both ways, as the RFC says of these values. */
  private setFlow(value: number): number {
    if (value === codes.flowNone) this.configure('none');
    if (value === codes.flowHardware) this.configure('rts/cts');
    return this.flow.endsWith('cts') ? codes.flowHardware : codes.flowNone;
  }

  private setInbound(value: number): number {
    const outbound = this.flow.endsWith('cts');
    if (value === codes.inboundNone) this.configure(outbound ? 'cts' : 'none');
    if (value === codes.inboundHardware) this.configure(outbound ? 'rts/cts' : 'rts');
    return this.flow.startsWith('rts') ? codes.inboundHardware : codes.inboundNone;
  }

  private setBreak(value: number): number {
    if (value !== codes.breakQuery) {
      this.breakOn = value === codes.breakOn;
      this.attachment.breakSignal(this.breakOn);
    }
    return this.breakOn ? codes.breakOn : codes.breakOff;
  }

  private setDtr(value: number): number {
    if (value !== codes.dtrQuery) {
      this.dtr = value === codes.dtrOn;
      this.attachment.modemLines({ dtr: this.dtr });
    }
    return this.dtr ? codes.dtrOn : codes.dtrOff;
  }

  private setRts(value: number): number {
    if (value !== codes.rtsQuery) {
      this.rts = value === codes.rtsOn;
      this.attachment.modemLines({ rts: this.rts });
    }
    return this.rts ? codes.rtsOn : codes.rtsOff;
  }

  private get flow(): FlowControl {
    return this.attachment.settings.flowControl;
  }

  private configure(flowControl: FlowControl): void {
    this.attachment.configure({ flowControl });
  }
}
