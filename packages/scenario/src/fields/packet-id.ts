import { z } from 'zod';
import { StepFailure } from '../step-failure.ts';
import { fill, references, variableName, type Variables } from '../variables.ts';
import { leaf } from './leaf.ts';
import type { Read } from './quantity.ts';

const packetIdMax = 65_535;

/** A packet identifier: its number, or the variable that holds it. */
export const packetId = z
  .union([
    z.int().min(0).max(packetIdMax),
    leaf(readReference, 'SCN_WRONG_VALUE', {
      description: 'The variable that holds the packet identifier.',
      pattern: '^\\$\\{[A-Za-z_][A-Za-z0-9_]*\\}$',
      examples: ['${id}'],
    }),
  ])
  .meta({ description: 'The packet identifier, 0 to 65535, or the variable that holds it.' });

export type PacketId = z.output<typeof packetId>;

/**
 * The number a packet identifier stands for.
 * @throws StepFailure when the variable holds none
 */
export function packetIdOf(id: PacketId, variables: Variables): number {
  if (typeof id === 'number') return id;
  const text = fill(id, variables);
  if (/^\d{1,5}$/.test(text) && Number(text) <= packetIdMax) return Number(text);
  const message = `${id} holds "${text.slice(0, 40)}", which is no packet identifier`;
  throw new StepFailure(message, `a number from 0 to ${packetIdMax}`, [text.slice(0, 40)]);
}

function readReference(text: string): Read<string> {
  const [reference] = references(text);
  const isOne = reference?.offset === 0 && text === `\${${reference.name}}`;
  if (isOne && variableName.test(reference.name)) return { ok: true, value: text };
  const what = `\`${text.slice(0, 40)}\` is no packet identifier`;
  return { ok: false, what, fix: 'Write a number from 0 to 65535, or a variable: "${id}".' };
}
