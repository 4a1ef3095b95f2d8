import type { OptionDescription as DeviceOptionDescription } from '@w800/device';

/** One option of the dialects as data: meaning, values, reasons. */
export type OptionDescription = DeviceOptionDescription;

/** Every option of the dialects, in the order of their list. */
export async function optionDescriptions(): Promise<readonly OptionDescription[]> {
  const device = await import('@w800/device');
  return device.describeOptions();
}
