export { Digest } from './digest.ts';
export { EventQueue, type Alarm } from './event-queue.ts';
export {
  figure,
  valuesOf,
  type Figure,
  type Figures,
  type Provenance,
  type Values,
} from './figure.ts';
export { finding } from './finding.ts';
export {
  Kernel,
  runningKernel,
  type Compartment,
  type KernelOptions,
  type RunOutcome,
} from './kernel.ts';
export { Random } from './random.ts';
export {
  formatSeconds,
  hour,
  instantMax,
  microsecond,
  millisecond,
  minute,
  nanosecond,
  second,
  type Duration,
  type Instant,
} from './time.ts';
export {
  defineTraceKind,
  Trace,
  type TraceFields,
  type TraceKind,
  type TraceListener,
  type TraceRecord,
  type TraceValue,
} from './trace.ts';
export { TwinBug, type BugContext } from './twin-bug.ts';
