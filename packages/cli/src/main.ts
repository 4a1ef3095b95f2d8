import { runProcess } from './run-process.ts';

// The other modules lie beside this one, as sources or as a bundle.
const isBundle = import.meta.url.endsWith('.mjs');
const beside = (name: string) => new URL(name, import.meta.url).href;

await runProcess({
  importEngine: () => import('./scenario-engine.ts'),
  engineUrl: beside(isBundle ? './scenario-engine.mjs' : './scenario-engine.ts'),
  workerUrl: beside(isBundle ? './worker.mjs' : './worker-boot.js'),
});
