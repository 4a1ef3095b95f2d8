import { integerCodec, optionalCodec, recordCodec, textCodec } from '../settings/codec.ts';
import { defineSetting } from '../settings/define-setting.ts';
import type { InterfaceAddress } from './interface-address.ts';

/** How a lost station comes back. */
export interface ReconnectSettings {
  /** Seconds between attempts; 0 for none. */
  readonly intervalSeconds: number;
  /** How often at most; 0 for ever. */
  readonly repeatCount: number;
}

/** `AT+CWRECONNCFG`; `AT+CWJAP` sets the interval too. */
export const reconnectSetting = defineSetting(
  'wifi.reconnect',
  { intervalSeconds: 0, repeatCount: 0 },
  recordCodec<ReconnectSettings>({ intervalSeconds: integerCodec, repeatCount: integerCodec }),
);

/** `AT+CWAUTOCONN`: 1 joins at power-on. */
export const autoConnectSetting = defineSetting('wifi.autoconn', 1, integerCodec, {
  always: true,
});

/** `AT+CIPSTAMAC`; undefined for the module's own. */
export const stationMacSetting = defineSetting('wifi.sta.mac', undefined, optionalCodec(textCodec));

export const interfaceAddressCodec = recordCodec<InterfaceAddress>({
  address: textCodec,
  gateway: textCodec,
  netmask: textCodec,
});

/** `AT+CIPSTA`: the address that stands in for DHCP; undefined when none was ever set. */
export const stationAddressSetting = defineSetting(
  'wifi.sta.ip',
  undefined,
  optionalCodec(interfaceAddressCodec),
);

/** `AT+CWDHCP`: bit 0 the station's client, bit 1 the softAP's server. */
export const dhcpSetting = defineSetting('wifi.dhcp', 3, integerCodec);

/** Two name servers, asked in this order. */
export interface NameServers {
  readonly first: string;
  readonly second: string;
}

/** `AT+CIPDNS`: who is asked for names, whatever DHCP says; undefined for whom DHCP names. */
export const nameServersSetting = defineSetting(
  'wifi.sta.dns',
  undefined,
  optionalCodec(recordCodec<NameServers>({ first: textCodec, second: textCodec })),
);
