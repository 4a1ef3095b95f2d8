import { millisecond, type Alarm, type Kernel } from '@w800/kernel';
import type { Pending, Probe, ScannedAccessPoint, WifiLink, WifiMedium } from '@w800/ports';

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
  /** The station's own address. */
  readonly mac: string;
  /** Where the station is; while the radio listens on another channel, it hears nothing of it. */
  readonly association: WifiLink | undefined;
  readonly request: ScanRequest;
  /** What was heard, channel by channel, the strongest first on each. */
  readonly done: (found: readonly ScannedAccessPoint[]) => void;
}

/** Listens on one channel after the other. */
export function scan(options: ScanOptions): Pending {
  const { kernel, medium, mac, association, request, done } = options;
  const { active, quietMs, channelMs, ssid } = request;
  const waiting = [...request.channels];
  const found: ScannedAccessPoint[] = [];
  let step: Alarm | undefined;
  const heard = (channel: number, probe?: Probe): readonly ScannedAccessPoint[] =>
    medium.scan(probe).filter((point) => point.channel === channel);
  const next = (): void => {
    const channel = waiting.shift();
    if (channel === undefined) {
      done(found);
      return;
    }
    const isQuiet = active && quietMs > 0 && heard(channel).length === 0;
    const stayMs = isQuiet ? Math.min(quietMs, channelMs) : channelMs;
    if (channel !== association?.channel) association?.listenElsewhere?.(stayMs * millisecond);
    step = kernel.after(stayMs * millisecond, () => {
      const probe = { mac, channel, ...(ssid === undefined ? {} : { ssid }) };
      const here = heard(channel, active ? probe : undefined).filter((point) =>
        isWanted(point, request),
      );
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
