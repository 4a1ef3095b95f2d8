import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import type { ChainLink } from '@w800/scenario';

import { complaints } from '../complaints.ts';
import { nearest } from '../nearest.ts';
import { UsageError } from '../usage-error.ts';

/** The certificates that a server is to send, and how they were named. */
export interface ChosenChain {
  readonly links: readonly ChainLink[];
  readonly shown: string;
}

/**
 * Reads the name of a chain, or a PEM file, which has a dot or a slash in its name.
 * @throws UsageError for a name there is not and for a file that holds no chain
 */
export async function readChainChoice(typed: string, cwd: string): Promise<ChosenChain> {
  const { chainIn, serverChains } = await import('@w800/scenario');
  const known = Object.keys(serverChains);
  const links = Object.hasOwn(serverChains, typed) ? serverChains[typed] : undefined;
  if (links !== undefined) return { links, shown: typed };
  if (!/[./\\]/.test(typed)) {
    throw new UsageError([complaints.chainUnknown(typed, nearest(typed, known), known)]);
  }
  try {
    return { links: chainIn(readFileSync(resolve(cwd, typed), 'utf8')), shown: typed };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError([complaints.unreadable(typed, reason)]);
  }
}
