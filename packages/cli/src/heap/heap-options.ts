import type { Command } from 'commander';

import { parseHeapAllowance } from './heap-allowance.ts';

/** The options of `pnpm sim` about the heap. */
export function addHeapOptions(program: Command): Command {
  return program
    .option('--heap', 'tell of each how full the heap was')
    .option('--heap-report <PLACE>', 'tables and charts of it: FILE.md, FILE.html or a folder')
    .option('--heap-baseline <FILE>', 'fail where a peak is higher than there; made if missing')
    .option(
      '--heap-allow <AMOUNT>',
      'how much higher is no failure: 512, 4KiB, 5% (default: 0)',
      parseHeapAllowance,
    )
    .option('--update-heap-baseline', 'write the peaks there instead of comparing them');
}
