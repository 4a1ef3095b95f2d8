import type { LineParameters } from './line-parameters.ts';

/** The five fields as the queries print them. */
export function showLine(line: LineParameters): string {
  const { baud, dataBits, stopBits, parity, flowControl } = line;
  return [baud, dataBits, stopBits, parity, flowControl].join(',');
}
