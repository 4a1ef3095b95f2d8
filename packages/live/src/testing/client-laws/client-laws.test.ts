import { describe, test } from 'vitest';
import { assertLaw } from './assert-law.ts';
import { clientLaws } from './client-laws.ts';
import { simulatedBench } from './simulated-bench.ts';

describe('The client at the embedded broker, in virtual time:', () => {
  test.each(clientLaws)('$title', async (law) => {
    await assertLaw(law, await simulatedBench(), 'laws');
  });
});
