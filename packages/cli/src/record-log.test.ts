import { expect, it } from 'vitest';

import { RecordLog } from './record-log.ts';

const bindings = { file: 'a.yaml', seed: 7, dialect: 'docs' };

it('writes a record a line, bytes as one character each', () => {
  let text = '';
  const log = new RecordLog(bindings, (more) => (text += more));
  log.add({ at: 86_750, kind: 'uart.tx', data: { bytes: Uint8Array.of(65, 0, 255), list: [1] } });
  expect(text).toBe('');
  log.flush();
  expect(text).toBe(
    '{"level":30,"file":"a.yaml","seed":7,"dialect":"docs","at":86750,"kind":"uart.tx",' +
      '"data":{"bytes":"A\\u0000ÿ","list":[1]}}\n',
  );
});

it('lets a long log go in batches of whole lines', () => {
  const batches: string[] = [];
  const log = new RecordLog(bindings, (text) => batches.push(text));
  for (let at = 0; at < 2000; at += 1) log.add({ at, kind: 'x', data: {} });
  expect(batches.length).toBeGreaterThan(1);
  log.flush();
  expect(batches.every((batch) => batch.endsWith('}\n'))).toBe(true);
  expect(batches.join('').trimEnd().split('\n')).toHaveLength(2000);
});
