import type { WifiSecurity } from '@w800/ports';
import { integerCodec, optionalCodec, recordCodec, textCodec } from '../settings/codec.ts';
import { defineSetting } from '../settings/define-setting.ts';
import { interfaceAddressCodec } from '../station/station-settings.ts';

/** What `AT+CWSAP` was told. */
export interface SoftApSettings {
  readonly ssid: string;
  /** Not asked for while the security is open. */
  readonly password: string;
  readonly channel: number;
  /** As `+CWLAP` numbers it. */
  readonly security: number;
  readonly stationsMax: number;
  /** 1 does not tell its name. */
  readonly hidden: number;
}

/** The securities a softAP can have. */
export const softApSecurities: readonly WifiSecurity[] = [0, 2, 3, 4];

/** `AT+CWSAP`; undefined when never set. */
export const softApSetting = defineSetting(
  'wifi.sap',
  undefined,
  optionalCodec(
    recordCodec<SoftApSettings>({
      ssid: textCodec,
      password: textCodec,
      channel: integerCodec,
      security: integerCodec,
      stationsMax: integerCodec,
      hidden: integerCodec,
    }),
  ),
);

/** `AT+CIPAPMAC`; undefined for the module's own. */
export const softApMacSetting = defineSetting('wifi.sap.mac', undefined, optionalCodec(textCodec));

/** `AT+CIPAP`; undefined when never set. */
export const softApAddressSetting = defineSetting(
  'wifi.sap.ip',
  undefined,
  optionalCodec(interfaceAddressCodec),
);

/** The addresses the softAP's DHCP server gives out, dotted, and for how long. */
export interface DhcpPool {
  readonly leaseMinutes: number;
  readonly first: string;
  readonly last: string;
}

/** `AT+CWDHCPS`; undefined for the default of the softAP's network. */
export const dhcpPoolSetting = defineSetting(
  'wifi.sap.dhcps',
  undefined,
  optionalCodec(
    recordCodec<DhcpPool>({ leaseMinutes: integerCodec, first: textCodec, last: textCodec }),
  ),
);
