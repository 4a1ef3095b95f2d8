import type { Congestion, FlightState } from './congestion.ts';

const windowBytesMax = 65_535;
const duplicatesForLoss = 3;

/**
 * Congestion control of lwIP 2.1.3: slow start by RFC 3465, Reno's fast
 * retransmit and fast recovery, which the first new acknowledgement ends.
 */
export class LwipCongestion implements Congestion {
  windowBytes = 1;
  recovering = false;
  private readonly firstFlightBytes: number;
  private thresholdBytes: number;
  private mssBytes = 0;
  private duplicates = 0;
  /** Acknowledged in congestion avoidance since the window last grew. */
  private ackedBytes = 0;
  /** Behind what was under way at the last timeout. */
  private timeoutEnd = 0;

  /** @param sendBufferBytes the most there can be under way, where the threshold begins */
  constructor(firstFlightBytes: number, sendBufferBytes: number) {
    this.firstFlightBytes = firstFlightBytes;
    this.thresholdBytes = sendBufferBytes;
  }

  open(mssBytes: number): void {
    this.mssBytes = mssBytes;
    this.windowBytes = Math.min(4 * mssBytes, Math.max(2 * mssBytes, this.firstFlightBytes));
  }

  acknowledged(bytes: number, place: number): boolean {
    if (this.recovering) {
      this.recovering = false;
      this.windowBytes = this.thresholdBytes;
      this.ackedBytes = 0;
    }
    this.duplicates = 0;
    if (this.windowBytes < this.thresholdBytes) {
      const segments = this.timeoutEnd > 0 ? 1 : 2;
      this.widen(Math.min(bytes, segments * this.mssBytes));
    } else {
      this.ackedBytes += bytes;
      if (this.ackedBytes >= this.windowBytes) {
        this.ackedBytes -= this.windowBytes;
        this.widen(this.mssBytes);
      }
    }
    if (place >= this.timeoutEnd) this.timeoutEnd = 0;
    return false;
  }

  duplicate(flight: FlightState): boolean {
    this.duplicates += 1;
    if (this.duplicates > duplicatesForLoss) this.widen(this.mssBytes);
    if (this.duplicates < duplicatesForLoss || this.recovering) return false;
    this.lowerThreshold(flight);
    this.windowBytes = this.thresholdBytes + duplicatesForLoss * this.mssBytes;
    this.recovering = true;
    return true;
  }

  otherwise(): void {
    this.duplicates = 0;
  }

  expired(flight: FlightState): void {
    this.lowerThreshold(flight);
    this.windowBytes = this.mssBytes;
    this.ackedBytes = 0;
    this.timeoutEnd = flight.farthest;
  }

  private lowerThreshold({ windowBytes }: FlightState): void {
    const half = Math.floor(Math.min(this.windowBytes, windowBytes) / 2);
    this.thresholdBytes = Math.max(half, 2 * this.mssBytes);
  }

  private widen(bytes: number): void {
    this.windowBytes = Math.min(this.windowBytes + bytes, windowBytesMax);
  }
}
