// The program in which a suite runs, so that a mutant that never ends can be
// stopped with it. It takes messages from its parent and answers each with one.

import { Suite, type SuiteRequest } from './suite.ts';

let suite: Suite | undefined;

async function answer(request: SuiteRequest): Promise<unknown> {
  if (request.kind === 'run') return suite?.run(request);
  suite = await Suite.create(request);
  return suite.files;
}

process.on('message', (request: SuiteRequest) => {
  void answer(request).then((reply) => process.send?.(reply));
});

// Nobody is left to ask.
process.on('disconnect', () => process.exit());
