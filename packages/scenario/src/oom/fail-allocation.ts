import { finding } from '@w800/kernel';
import { AllocationFailure, heapExhausted } from '@w800/memory';
import type { HostDriver } from '../host-driver.ts';
import type { RunCompanion } from '../run-companion.ts';

/**
 * Lets one request for memory fail, whether it fits or not.
 * @param nth counted from 1, from when the module takes commands for the first time
 */
export function failAllocation(nth: number): RunCompanion {
  return { booted: (host) => void armFailure(host, nth) };
}

/**
 * The same, and returns what has failed. A finding tells of it.
 * @param struck called when it has
 */
export function armFailure(
  { bench }: HostDriver,
  nth: number,
  struck?: () => void,
): AllocationFailure {
  const { kernel, heap } = bench;
  const failure = new AllocationFailure(kernel, heap, { nth });
  const ignore = kernel.trace.on(heapExhausted, () => {
    const [failed] = failure.failed;
    if (failed === undefined) return;
    ignore();
    struck?.();
    const { owner, requestedBytes } = failed;
    const what = `${requestedBytes} bytes for ${owner}`;
    const text = `Request ${nth} for memory, ${what}, was made to fail.`;
    kernel.trace.emit(finding, { id: 'memory.allocation-failed', text });
  });
  return failure;
}
