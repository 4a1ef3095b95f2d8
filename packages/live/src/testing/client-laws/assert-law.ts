import type { ClientLaw } from './client-law.ts';
import type { LawBench } from './law-bench.ts';
import { LawDesk } from './law-desk.ts';

/** @param name unlike that of every other law that meets the same broker */
export async function assertLaw(
  law: ClientLaw,
  bench: LawBench | undefined,
  name: string,
): Promise<void> {
  if (bench === undefined) throw new Error('there is no broker');
  const desk = new LawDesk(bench, name);
  try {
    await law.prove(desk);
    await desk.close();
  } finally {
    await bench.close();
  }
}
