import { text } from '@w800/at';
import { defineCommand, type ModuleCommand } from '../../module.ts';
import { linkId } from './link-id.ts';
import type { LongValue } from './long-value.ts';

/** Declares a command that takes one user setting as a text, as ESP-AT has them. */
export function defineShortValue(
  short: Pick<LongValue, 'name' | 'field' | 'summary'>,
): ModuleCommand {
  const { name, field, summary } = short;
  return defineCommand({
    name,
    requires: { espAtCommands: true },
    summary,
    set: {
      parameters: {
        linkId,
        value: text({
          label: labels[field],
          bytesMin: 0,
          bytesMax: 256,
          secret: field === 'password',
          summary,
        }),
      },
      example: `${name}=0,"W800"`,
      run({ session }, { value }, reply) {
        if (!session.configurable) {
          reply.error();
          return;
        }
        session.configuration.setShort(field, value);
        reply.ok();
      },
    },
  });
}

const labels = { clientId: 'client_id', username: 'username', password: 'password' } as const;
