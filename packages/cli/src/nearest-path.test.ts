import { expect, it } from 'vitest';

import { nearestPath } from './nearest-path.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

it.each([
  ['scenarios/wifi/jion.yaml', 'Did you mean scenarios/wifi/join.yaml?'],
  ['join.yml', 'Did you mean scenarios/wifi/join.yaml?'],
  ['scenarois', 'Did you mean scenarios?'],
  ['wrong/folder/join.yaml', 'Did you mean scenarios/wifi/join.yaml?'],
  ['other/lats.yaml', 'Did you mean other/last.yaml?'],
  ['chck', 'Did you mean the command `pnpm sim check`?'],
  ['utterly/different', 'Give a scenario file or a folder; `pnpm sim --help` shows examples.'],
])('%s', (typed, fix) => {
  const cwd = temporaryFolder({
    'scenarios/wifi/join.yaml': '',
    'scenarios/wifi/notes.txt': '',
    'other/last.yaml': '',
  });
  expect(nearestPath(typed, cwd)).toMatchObject({ file: typed, fix });
});
