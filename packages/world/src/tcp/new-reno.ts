import type { Congestion, FlightState } from './congestion.ts';

const duplicatesForLoss = 3;

/** Congestion control of a server: RFC 5681 with the recovery of RFC 6582, NewReno. */
export class NewReno implements Congestion {
  windowBytes: number;
  recovering = false;
  private readonly firstFlightBytes: number;
  private readonly windowBytesMax: number;
  private thresholdBytes = Infinity;
  private mssBytes = 0;
  private duplicates = 0;
  /** Recovery ends when everything before this place is acknowledged. */
  private recoverPlace = 0;

  constructor(firstFlightBytes: number, windowBytesMax: number) {
    this.firstFlightBytes = firstFlightBytes;
    this.windowBytes = firstFlightBytes;
    this.windowBytesMax = windowBytesMax;
  }

  /** RFC 6928. */
  open(mssBytes: number): void {
    this.mssBytes = mssBytes;
    this.windowBytes = Math.min(10 * mssBytes, Math.max(2 * mssBytes, this.firstFlightBytes));
  }

  acknowledged(bytes: number, place: number, flightBytes: number): boolean {
    this.duplicates = 0;
    if (!this.recovering) {
      this.grow();
      return false;
    }
    if (place < this.recoverPlace) {
      // A partial acknowledgement names the next hole.
      const kept = this.windowBytes - bytes + (bytes >= this.mssBytes ? this.mssBytes : 0);
      this.windowBytes = Math.max(kept, this.mssBytes);
      return true;
    }
    this.recovering = false;
    const flight = Math.max(flightBytes, this.mssBytes) + this.mssBytes;
    this.windowBytes = Math.min(this.thresholdBytes, flight);
    return false;
  }

  duplicate({ oldest, farthest }: FlightState): boolean {
    if (this.recovering) {
      this.windowBytes += this.mssBytes;
      return false;
    }
    this.duplicates += 1;
    // What was sent again after a timeout may be acknowledged twice; that is no new loss.
    if (this.duplicates !== duplicatesForLoss || oldest <= this.recoverPlace) return false;
    this.lowerThreshold(farthest - oldest);
    this.windowBytes = this.thresholdBytes + duplicatesForLoss * this.mssBytes;
    this.recoverPlace = farthest;
    this.recovering = true;
    return true;
  }

  otherwise(): void {
    this.duplicates = 0;
  }

  expired({ oldest, farthest }: FlightState): void {
    this.lowerThreshold(farthest - oldest);
    this.windowBytes = this.mssBytes;
    this.recoverPlace = farthest;
    this.recovering = false;
    this.duplicates = 0;
  }

  private lowerThreshold(flightBytes: number): void {
    this.thresholdBytes = Math.max(Math.floor(flightBytes / 2), 2 * this.mssBytes);
  }

  /** Slow start, then one segment a round trip. */
  private grow(): void {
    const { mssBytes, windowBytes } = this;
    const growth =
      windowBytes < this.thresholdBytes ? mssBytes : (mssBytes * mssBytes) / windowBytes;
    this.windowBytes = Math.min(windowBytes + Math.floor(growth), this.windowBytesMax);
  }
}
