import { runProcess } from '../run-process.ts';
import { fakeEngineUrl, fakeWorkerUrl } from './fake-engine.ts';

// The real program in a real process, on the fake engine.
await runProcess({
  importEngine: () => import('./fake-engine.ts'),
  engineUrl: fakeEngineUrl,
  workerUrl: fakeWorkerUrl,
});
