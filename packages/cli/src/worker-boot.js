// A worker thread does not inherit the loader for TypeScript, so that its
// first file is JavaScript and installs it.
import { register } from 'tsx/esm/api';

register();
await import('./worker.ts');
