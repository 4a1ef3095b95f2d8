import { hour } from '@w800/kernel';
import { connectedTwin } from './sides/connected-twin.ts';

/** How many times faster than real time an idle, connected module runs 24 virtual hours. */
export async function idleSpeed(): Promise<number> {
  const twin = await connectedTwin();
  const start = performance.now();
  await twin.kernel.runFor(24 * hour);
  const seconds = (performance.now() - start) / 1000;
  await twin.close();
  return (24 * 3600) / seconds;
}
