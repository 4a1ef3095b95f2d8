export { baudRates } from './baud-rates.ts';
export type { ModuleUart } from './module-uart.ts';
export { SerialLine, type SerialLineOptions } from './serial-line.ts';
export { uartFigures, type UartFigures } from './uart-figures.ts';
export { uartFault, uartOverrun, uartRx, uartTx } from './uart-trace.ts';
