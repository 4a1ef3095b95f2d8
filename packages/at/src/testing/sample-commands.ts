import { fromBytes, type ByteString } from '../byte-string.ts';
import { commandsFor } from '../define-command.ts';
import { integer } from '../integer.ts';
import { optional } from '../optional.ts';
import type { Bilingual } from '../parameter.ts';
import { repeated } from '../repeated.ts';
import type { Reply } from '../reply.ts';
import { text } from '../text.ts';

export const summary: Bilingual = { en: 'For tests.', zh: '供测试。' };

/** What the commands below control: they note what they were given. */
export class Notebook {
  readonly calls: unknown[] = [];
  readonly data: ByteString[] = [];
  /** The replies of commands that were left running. */
  readonly running: Reply[] = [];
}

const defineCommand = commandsFor<Notebook>();
const linkId = integer({ min: 0, max: 0, summary, label: 'LinkID' });

export const at = defineCommand({
  name: 'AT',
  summary,
  usage: false,
  execute: (_notebook, reply) => reply.ok(),
});

/** Query and set. */
export const connect = defineCommand({
  name: 'AT+CONNECT',
  summary,
  query(_notebook, reply) {
    reply.line('+CONNECT:0,"host"');
    reply.ok();
  },
  set: {
    parameters: {
      linkId,
      host: text({ bytesMin: 1, bytesMax: 128, summary }),
      port: integer({ min: 1, max: 65_535, summary }),
      keepAlive: integer({ min: 0, max: 7200, emptyDefault: 0, summary }),
    },
    example: 'AT+CONNECT=0,"192.168.10.234",1883,60',
    run(notebook, args, reply) {
      notebook.calls.push(args);
      reply.ok();
    },
  },
});

/** Set only, any text, the answer of a command that is not allowed in this state. */
const say = defineCommand({
  name: 'AT+SAY',
  summary,
  set: {
    parameters: { what: text({ bytesMin: 0, bytesMax: 300, summary }) },
    example: 'AT+SAY="hello"',
    run(notebook, args, reply) {
      notebook.calls.push(args);
      reply.error();
    },
  },
});

/** A line limit of its own, repeated texts, and arguments that must suit each other. */
export const alpn = defineCommand({
  name: 'AT+ALPN',
  summary,
  lineBytesMax: 255,
  set: {
    parameters: {
      count: integer({ min: 0, max: 5, summary }),
      names: repeated(text({ bytesMin: 0, bytesMax: 255, summary }), { max: 5 }),
    },
    example: 'AT+ALPN=2,"mqtt","http/1.1"',
    check: (args) => args.count === args.names.length,
    run(notebook, args, reply) {
      notebook.calls.push(args);
      reply.ok();
    },
  },
});

/** Set with optional parameters, and execute. */
export const join = defineCommand({
  name: 'AT+JOIN',
  summary,
  set: {
    parameters: {
      ssid: optional(text({ bytesMin: 1, bytesMax: 32, summary })),
      password: optional(text({ bytesMin: 0, bytesMax: 64, summary })),
      channel: optional(integer({ min: 1, max: 14, summary }), 1),
    },
    example: 'AT+JOIN="home","12345678",6',
    run(notebook, args, reply) {
      notebook.calls.push(args);
      reply.ok();
    },
  },
  execute(notebook, reply) {
    notebook.calls.push('join');
    reply.ok();
  },
});

/** Query only. */
export const memory = defineCommand({
  name: 'AT+MEMORY',
  summary,
  usage: false,
  query(_notebook, reply) {
    reply.line('+MEMORY:151000,150000');
    reply.ok();
  },
});

/** Execute only, and runs until the test ends it. */
export const run = defineCommand({
  name: 'AT+RUN',
  summary,
  execute: (notebook, reply) => notebook.running.push(reply),
});

/** Counted data, then a second OK. */
export const long = defineCommand({
  name: 'AT+LONG',
  summary,
  set: {
    parameters: { linkId, lengthBytes: integer({ min: 1, max: 5760, summary }) },
    example: 'AT+LONG=0,5',
    run(notebook, { lengthBytes }, reply) {
      reply.prompt(lengthBytes, (data) => {
        notebook.data.push(fromBytes(data));
        reply.ok();
      });
    },
  },
});

/** Counted data, then a command that runs until the test ends it. */
const raw = defineCommand({
  name: 'AT+RAW',
  summary,
  set: {
    parameters: { lengthBytes: integer({ min: 1, max: 5760, summary }) },
    example: 'AT+RAW=5',
    run(notebook, { lengthBytes }, reply) {
      reply.prompt(lengthBytes, (data) => {
        notebook.data.push(fromBytes(data));
        notebook.running.push(reply);
      });
    },
  },
});

/** Commands that end at once and take no data. */
export const immediateCommands = [at, connect, say, alpn, join, memory];
export const allCommands = [...immediateCommands, run, long, raw];
