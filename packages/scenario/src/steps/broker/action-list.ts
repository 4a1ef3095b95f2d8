import type { BrokerAction } from './broker-action.ts';
import { burst } from './burst.ts';
import { calm } from './calm.ts';
import { clients } from './clients.ts';
import { close } from './close.ts';
import { delay } from './delay.ts';
import { disconnect } from './disconnect.ts';
import { drop } from './drop.ts';
import { duplicate } from './duplicate.ts';
import { packets } from './packets.ts';
import { publish } from './publish.ts';
import { quiet } from './quiet.ts';
import { received } from './received.ts';
import { refuse } from './refuse.ts';
import { replace } from './replace.ts';
import { send } from './send.ts';
import { sessions } from './sessions.ts';
import { silent } from './silent.ts';
import { writes } from './writes.ts';

/** Everything the `broker` step can do. A new action is a file here and a line in this list. */
export const actionList: readonly BrokerAction[] = [
  received,
  packets,
  quiet,
  clients,
  publish,
  burst,
  send,
  disconnect,
  refuse,
  silent,
  drop,
  delay,
  duplicate,
  close,
  replace,
  sessions,
  writes,
  calm,
];
