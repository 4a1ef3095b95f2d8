import { runProcess } from './run-process.ts';

await runProcess(
  () => import('./scenario-engine.ts'),
  new URL('./scenario-engine.ts', import.meta.url).href,
);
