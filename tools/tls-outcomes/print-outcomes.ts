// What situations come to in the twin's world: `print-outcomes.ts FOLDER TIME NAME...`.
// Writes the certificates of each into the folder and says `files`; then prints the
// outcomes as JSON, by name. A situation is tried with the schemes that are tried
// outside of the twin, and TIME is what its clocks show: 2030-01-01T00:00:00Z.

import { writeCertificates } from './certificate-files.ts';
import type { Outcome } from './outcome.ts';
import { situations } from './situations.ts';
import { trySituation } from './try-situation.ts';

const [folder = '', time = '', ...names] = process.argv.slice(2);
const wanted = Object.values(situations)
  .flat()
  .filter(({ name }) => names.includes(name));
for (const situation of wanted) await writeCertificates(situation, folder, time);
console.log('files');

const outcomes: Record<string, readonly Outcome[]> = {};
for (const situation of wanted) {
  const { name, real } = situation;
  if (typeof real === 'string') continue;
  outcomes[name] = await trySituation(situation, { schemes: real.schemes, time });
}
console.log(JSON.stringify(outcomes));
