import { parentPort, workerData } from 'node:worker_threads';

import type { EngineModule } from './engine.ts';
import { JobRunner } from './job-runner.ts';
import type { FromWorker, ToWorker, WorkerStart } from './worker-messages.ts';

const { engineUrl } = workerData as WorkerStart;
const { engine } = (await import(engineUrl)) as EngineModule;
const runner = new JobRunner(engine);
let interruption = new AbortController();

function tell(message: FromWorker): void {
  parentPort?.postMessage(message);
}

parentPort?.on('message', (message: ToWorker) => {
  if (message.kind === 'interrupt') {
    interruption.abort();
    return;
  }
  interruption = new AbortController();
  const surroundings = {
    signal: interruption.signal,
    onLog: (text: string) => tell({ kind: 'log', text }),
    nowMs: () => performance.now(),
  };
  void runner.run(message.job, surroundings).then((result) => tell({ kind: 'done', result }));
});
tell({ kind: 'ready' });
