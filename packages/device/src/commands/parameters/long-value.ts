import { fromBytes, integer } from '@w800/at';
import { defineCommand, type ModuleCommand } from '../../module.ts';
import type { LongField } from '../../session/session-configuration.ts';
import { takeDataMemory } from './take-data-memory.ts';
import { linkId } from './link-id.ts';

/** What tells the three LONG commands apart. */
export interface LongValue {
  readonly name: string;
  readonly field: LongField;
  readonly summary: { readonly en: string; readonly zh: string };
  /** A NUL byte may not stand in an MQTT string [MQTT-1.5.3-2]; a password is binary. */
  readonly allowsNul: boolean;
}

/** Declares a command that takes one user setting as counted data. */
export function defineLongValue(long: LongValue): ModuleCommand {
  return defineCommand({
    name: long.name,
    summary: long.summary,
    set: {
      parameters: {
        linkId,
        length: integer({
          min: 1,
          max: 1024,
          countsSecret: long.field === 'password',
          summary: { en: 'bytes to follow', zh: '数据长度' },
        }),
      },
      example: `${long.name}=0,32`,
      run({ heap, session }, { length }, reply) {
        const release = session.configurable ? takeDataMemory(heap, length, reply) : undefined;
        if (release === undefined) {
          reply.error();
          return;
        }
        reply.prompt(length, (data) => {
          release();
          const value = fromBytes(data);
          if (!long.allowsNul && value.includes('\0')) {
            reply.error();
            return;
          }
          if (session.configuration.setLong(long.field, value)) reply.ok();
          else reply.error();
        });
      },
    },
  });
}
