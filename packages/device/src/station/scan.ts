import { millisecond, type Alarm, type Kernel } from '@w800/kernel';
import type { Pending, ScannedAccessPoint, WifiMedium } from '@w800/ports';

/** What to look for, and how long. */
export interface ScanRequest {
  readonly ssid: string | undefined;
  readonly bssid: string | undefined;
  readonly channels: readonly number[];
  /** Sends probe requests; a hidden access point answers to its name. */
  readonly active: boolean;
  /** On a channel on which nothing is heard; 0: as long as on any other. */
  readonly quietMs: number;
  readonly channelMs: number;
}

export interface ScanOptions {
  readonly kernel: Kernel;
  readonly medium: WifiMedium;
  readonly request: ScanRequest;
  /** What was heard, channel by channel, the strongest first on each. */
  readonly done: (found: readonly ScannedAccessPoint[]) => void;
}

/** Listens on one channel after the other. */
export function scan(options: ScanOptions): Pending {
  const { kernel, medium, request, done } = options;
  const { active, quietMs, channelMs } = request;
  const waiting = [...request.channels];
  const found: ScannedAccessPoint[] = [];
  let step: Alarm | undefined;
  const heard = (channel: number): readonly ScannedAccessPoint[] =>
    medium.scan().filter((point) => point.channel === channel);
  const next = (): void => {
    const channel = waiting.shift();
    if (channel === undefined) {
      done(found);
      return;
    }
    const isQuiet = active && quietMs > 0 && heard(channel).length === 0;
    const stayMs = isQuiet ? Math.min(quietMs, channelMs) : channelMs;
    step = kernel.after(stayMs * millisecond, () => {
      const here = heard(channel).filter((point) => isWanted(point, request));
      found.push(...here.toSorted((a, b) => b.rssi - a.rssi));
      next();
    });
  };
  next();
  return { cancel: () => step?.cancel() };
}

function isWanted(point: ScannedAccessPoint, request: ScanRequest): boolean {
  const { ssid, bssid, active } = request;
  if (ssid !== undefined && point.ssid !== ssid) return false;
  if (bssid !== undefined && point.bssid !== bssid) return false;
  return !point.hidden || (active && ssid !== undefined);
}
