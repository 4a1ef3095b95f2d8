import type { WorldValues } from '../world-values.ts';

const million = 1_000_000;

/**
 * Of a million frames, how many are lost at a signal in spite of all repetitions: none while it
 * is good, all where nothing is heard, and between them with the square of the distance.
 * @param rssi dBm
 */
export function signalLossPpm(figures: WorldValues, rssi: number): number {
  const { rssiGoodMin, rssiHeardMin } = figures;
  const below = rssiGoodMin - rssi;
  if (below <= 0) return 0;
  const span = rssiGoodMin - rssiHeardMin + 1;
  if (below >= span) return million;
  return Math.floor((million * below * below) / (span * span));
}

/** The losses of two causes that know nothing of each other. */
export function bothLossesPpm(one: number, other: number): number {
  if (one === 0 || other === 0) return one + other;
  return million - Math.floor(((million - one) * (million - other)) / million);
}
