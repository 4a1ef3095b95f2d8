import type { Reply } from './reply.ts';

/** What a form of a command does, on the thing the commands control. */
export type Action<Context> = (module: Context, reply: Reply) => void;
