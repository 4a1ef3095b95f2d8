import { processShell } from '../process-shell.ts';
import { runProcess } from '../run-process.ts';
import { fakeEngineUrl, fakeWorkerUrl } from './fake-engine.ts';

const shell = processShell();
const isPatient = process.env['W800_FAKE_PATIENT'] !== undefined;

// The real program in a real process, on the fake engine. A patient one never
// has enough of waiting.
await runProcess(
  {
    importEngine: () => import('./fake-engine.ts'),
    engineUrl: fakeEngineUrl,
    workerUrl: fakeWorkerUrl,
  },
  isPatient ? { ...shell, later: () => () => {} } : shell,
);
