import { atFigures, AtPort, commandsFor, integer, text } from '@w800/at';
import { Kernel, valuesOf } from '@w800/kernel';

const summary = { en: 'For the benchmark', zh: '基准测试' };
const defineCommand = commandsFor<undefined>();

const commands = [
  defineCommand({ name: 'AT', summary, execute: (_module, reply) => reply.ok() }),
  defineCommand({
    name: 'AT+LINK',
    summary,
    query(_module, reply) {
      reply.line('+LINK:0,"192.168.10.234",1883,60');
      reply.ok();
    },
    set: {
      parameters: {
        link: integer({ min: 0, max: 4, summary }),
        host: text({ bytesMin: 1, bytesMax: 128, summary }),
        port: integer({ min: 1, max: 65_535, summary }),
        keepalive: integer({ min: 0, max: 7200, emptyDefault: 0, summary }),
      },
      example: 'AT+LINK=0,"192.168.10.234",1883,60',
      run: (_module, _args, reply) => reply.ok(),
    },
  }),
];

/** What a host types: a test, a query, two sets and one of the three refusals. */
const typed = [
  'AT',
  'AT+LINK?',
  'AT+LINK=0,"192.168.10.234",1883,60',
  'AT+LINK=3,"a name with \\"quotes\\"\\, a comma and \\\\",65535,',
  'AT+LINK=5,"192.168.10.234",1883,60',
].map((line) => new TextEncoder().encode(`${line}\r\n`));

/**
 * Nanoseconds a line takes from its bytes to the bytes of its answer, in a
 * port that is given `lines` lines. Ports are made until `linesMin` lines
 * have been timed, so that a small size is measured as long as a large one.
 */
export function atCoreNsPerLine(lines: number, linesMin: number): number {
  let timedLines = 0;
  let timedMs = 0;
  while (timedLines < linesMin) {
    const port = openPort();
    const start = performance.now();
    for (let index = 0; index < lines; index += 1) {
      port.receive(typed[index % typed.length] ?? new Uint8Array());
    }
    timedMs += performance.now() - start;
    timedLines += lines;
    port.check(lines);
  }
  return (timedMs * 1e6) / timedLines;
}

/** A port whose output is taken at once; `check` sees that every line was answered. */
function openPort() {
  let answers = 0;
  const port = new AtPort<undefined>({
    kernel: new Kernel({ seed: 1 }),
    commands,
    context: undefined,
    output: {
      write(bytes, accepted) {
        // A final code begins with its CR; an information line does not.
        if (bytes[0] === 0x0d) answers += 1;
        accepted();
      },
    },
    texts: {
      ok: '\r\nOK\r\n',
      error: '\r\nERROR\r\n',
      formatError: '\r\nCMD FORMAT ERR\r\n',
      parseError: '\r\nCMD PARSE ERR\r\n',
      busy: 'busy ...\r\n',
      prompt: '\r\nOK\r\n\r\n>',
    },
    limits: valuesOf(atFigures),
  });
  port.start();
  return {
    receive: (bytes: Uint8Array) => port.receive(bytes),
    check(lines: number) {
      if (answers !== lines) throw new Error(`${lines} lines got ${answers} answers`);
    },
  };
}
