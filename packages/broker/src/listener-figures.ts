import { figure, type Figures } from '@w800/kernel';

/** How long a broker's listeners wait for a client that says nothing. */
export const listenerFigures = {
  handshakeSilenceMsMax: figure(
    90_000,
    'ms',
    'measured',
    'mosquitto 2.0.11 closes a TLS port on which nothing comes within 90 to 95 s',
  ),
  upgradeMsMax: figure(
    10_000,
    'ms',
    'measured',
    'mosquitto 2.0.11 closes a WebSocket port on which no request comes within 10 s',
  ),
} satisfies Figures;
