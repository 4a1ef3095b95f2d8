import type { Values } from '@w800/kernel';
import type { DialectOptions } from '../dialects/dialect-options.ts';
import type { wifiFigures } from '../profile/wifi-figures.ts';

/** What a scan prints and leaves out. */
export interface ScanPrint {
  /** Bit 0 to 8: security, name, signal, address, channel, two ciphers, standards, WPS. */
  readonly mask: number;
  /** Weaker access points are left out; dBm. */
  readonly rssiMin: number;
  /** A bit for each security that is shown. */
  readonly securities: number;
  /** Whether the strongest come first, whatever their channel. */
  readonly byStrength: boolean;
}

/** The Wi-Fi settings that a restart forgets. */
export interface VolatileWifi {
  hostName: string;
  country: {
    readonly code: string;
    readonly firstChannel: number;
    readonly channelCount: number;
  };
  scanPrint: ScanPrint;
  /** 802.11: bit 0 b, bit 1 g, bit 2 n. */
  stationProtocols: number;
  softApProtocols: number;
}

/** As after every start. */
export function volatileWifi(
  figures: Values<typeof wifiFigures>,
  dialect: DialectOptions,
): VolatileWifi {
  return {
    hostName: dialect.hostName,
    country: { code: 'CN', firstChannel: 1, channelCount: figures.channelCount },
    scanPrint: {
      mask: figures.scanPrintMask,
      rssiMin: figures.scanRssiMin,
      securities: figures.scanSecurities,
      byStrength: false,
    },
    stationProtocols: figures.protocols,
    softApProtocols: figures.protocols,
  };
}
