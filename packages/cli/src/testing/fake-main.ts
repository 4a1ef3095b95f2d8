import { runProcess } from '../run-process.ts';
import { fakeEngineUrl } from './fake-engine.ts';

// The real program in a real process, on the fake engine.
await runProcess(() => import('./fake-engine.ts'), fakeEngineUrl);
