import type { BrokerPacket } from './broker-packet.ts';

export type CutKind = 'fin' | 'rst' | 'stall';

/** The connection ends at a packet to come, of either side. */
export interface CutPlan {
  /** How many packets still pass. */
  readonly packets: number;
  readonly how: CutKind;
  /** Whether that packet is lost, half sent, or still does its work while its answer is lost. */
  readonly place: 'before' | 'half' | 'after';
}

/** What is to befall packets. */
export class BrokerFaults {
  /** Acknowledgements not sent, or sent so much later. */
  readonly withheld = new Map<BrokerPacket['type'], { readonly lateMs: number | undefined }>();
  cut: CutPlan | undefined;
  /** Packets of the client's that are not looked at. */
  ignored = 0;
  /** Connections that are refused with a code. */
  refusals: number[] = [];
  /** Subscriptions that are refused. */
  topicRefusals = 0;

  /** Whether any is still to come. */
  get any(): boolean {
    const { withheld, cut, ignored, refusals, topicRefusals } = this;
    const counts = withheld.size + ignored + refusals.length + topicRefusals;
    return cut !== undefined || counts > 0;
  }

  clear(): void {
    this.withheld.clear();
    this.cut = undefined;
    this.ignored = 0;
    this.refusals = [];
    this.topicRefusals = 0;
  }

  /** Counts a packet. @returns the plan whose packet this is */
  pass(): CutPlan | undefined {
    const { cut } = this;
    if (cut === undefined) return undefined;
    this.cut = cut.packets === 0 ? undefined : { ...cut, packets: cut.packets - 1 };
    return cut.packets === 0 ? cut : undefined;
  }
}
