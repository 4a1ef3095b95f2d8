export { baudRates } from './baud-rates.ts';
export type { Disturbance } from './disturbance.ts';
export { driftPerMillionMax } from './host-end.ts';
export type { ModuleUart } from './module-uart.ts';
export { SerialLine, type SerialLineOptions } from './serial-line.ts';
export { uartFigures, type UartFigures } from './uart-figures.ts';
export { uartDisturbed, uartFault, uartOverrun, uartRx, uartTx } from './uart-trace.ts';
