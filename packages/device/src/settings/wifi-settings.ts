import { integerCodec, optionalCodec, recordCodec, textCodec } from './codec.ts';
import { defineSetting } from './define-setting.ts';

/** What `AT+CWJAP` was told, as it is kept for the next join. */
export interface JoinSettings {
  readonly ssid: string;
  readonly password: string;
  readonly bssid: string | undefined;
  /** 1 refuses open and WEP networks. */
  readonly securityRequired: number;
  readonly listenIntervalBeacons: number;
  readonly scanMode: number;
  /** Until an address must be there. */
  readonly timeoutSeconds: number;
  /** 802.11w bit mask. */
  readonly protectedFrames: number;
}

/** `AT+CWMODE`: 0 off, 1 station, 2 softAP, 3 both; undefined when never set. */
export const modeSetting = defineSetting('wifi.mode', undefined, optionalCodec(integerCodec));

/** The network of the last `AT+CWJAP` that came to an address. */
export const joinSetting = defineSetting(
  'wifi.join',
  undefined,
  optionalCodec(
    recordCodec<JoinSettings>({
      ssid: textCodec,
      password: textCodec,
      bssid: optionalCodec(textCodec),
      securityRequired: integerCodec,
      listenIntervalBeacons: integerCodec,
      scanMode: integerCodec,
      timeoutSeconds: integerCodec,
      protectedFrames: integerCodec,
    }),
  ),
);
