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
  addressCheckMs: figure(
    650,
    'ms',
    'derived',
    'lwIP: two ARP probes on a 500 ms tick, 0.5 to 1.0 s; DHCP takes 0.69 to 0.82 s in vendor logs',
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
};
