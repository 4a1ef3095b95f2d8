import { figure, millisecond, type Figures } from '@w800/kernel';

const lwip = 'lwIP 2.1.3 options of the SDK';

/** What a real socket is held to, so that it feels like one of the module. */
export const liveFigures = {
  sendBufferBytes: figure(8_760, 'bytes', 'documented', `${lwip}: 6 segments`),
  windowBytes: figure(11_680, 'bytes', 'documented', `${lwip}: 8 segments`),
  connectLimitNs: figure(
    9_250 * millisecond,
    'ns',
    'derived',
    'lwIP 2.1.3 gives a SYN up after 9.0 to 9.5 s, as its slow timer falls',
  ),
} satisfies Figures;

export type LiveFigures = typeof liveFigures;
