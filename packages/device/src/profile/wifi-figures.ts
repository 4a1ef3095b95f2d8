import { figure } from '@w800/kernel';

/** Times of the station. */
export const wifiFigures = {
  associateMs: figure(
    700,
    'ms',
    'measured',
    'vendor logs: 0.68 to 0.78 s from request to association',
  ),
  absentFailureMs: figure(
    6_400,
    'ms',
    'measured',
    'vendor log: first failure event of an absent network',
  ),
  joinTimeoutSeconds: figure(15, 's', 'documented', 'AT Wi-Fi document: default of AT+CWJAP'),
  reconnectIntervalSeconds: figure(1, 's', 'documented', 'AT Wi-Fi document: default of AT+CWJAP'),
  listenIntervalBeacons: figure(
    3,
    'beacons',
    'documented',
    'AT Wi-Fi document: default of AT+CWJAP',
  ),
  protectedFrames: figure(1, 'bit mask', 'documented', 'AT Wi-Fi document: default of AT+CWJAP'),
  factoryMode: figure(
    1,
    'mode',
    'assumed',
    'station; no document states the mode a new module has',
  ),
  associateAllChannelsMs: figure(
    1_500,
    'ms',
    'measured',
    'vendor log: 1.5 s from request to association with a scan of all channels',
  ),
  channelCount: figure(13, '1', 'documented', 'SDK wm_wifi.h: the country is CN by default'),
  scanActiveMs: figure(120, 'ms', 'documented', 'AT Wi-Fi document: default of AT+CWLAP'),
  scanPassiveMs: figure(360, 'ms', 'documented', 'AT Wi-Fi document: default of AT+CWLAP'),
  scanPrintMask: figure(
    0x1ff,
    'bit mask',
    'documented',
    'AT Wi-Fi document: default of AT+CWLAPOPT',
  ),
  scanRssiMin: figure(-100, 'dBm', 'documented', 'AT Wi-Fi document: default of AT+CWLAPOPT'),
  scanSecurities: figure(
    0x3ff,
    'bit mask',
    'documented',
    'AT Wi-Fi document, Chinese text: default of AT+CWLAPOPT',
  ),
  protocols: figure(7, 'bit mask', 'documented', 'AT Wi-Fi document: 802.11b, g and n by default'),
  softApChannel: figure(1, '1', 'assumed', 'no document states a default; ESP-AT has 1'),
  softApStationsMax: figure(4, '1', 'documented', 'SDK wm_wifi_types.h: default of the API'),
  softApIdleSeconds: figure(300, 's', 'documented', 'SDK wm_wifi.h'),
  dhcpLeaseMinutes: figure(120, 'min', 'assumed', 'no document states a default; ESP-AT has 120'),
  dhcpFirstHost: figure(2, '1', 'assumed', 'the first behind the softAP itself'),
  dhcpLastHost: figure(101, '1', 'assumed', 'a hundred addresses, as ESP-AT has'),
};
