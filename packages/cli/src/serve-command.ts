import { InvalidArgumentError, Option, type Command } from 'commander';

import type { ReplayOptions } from './commands/replay.ts';
import type { ExitCode } from './exit-codes.ts';
import { replayHelp, serveHelp } from './help-texts.ts';
import type { ProgramContext } from './program-context.ts';
import type { ServeFlags } from './serve-setup.ts';
import { readSocketAddress, type SocketAddress } from './socket-address.ts';
import { seedMax } from './vocabulary.ts';
import { wholeNumber } from './whole-number.ts';

/** What commander hands over. */
interface GivenFlags extends Omit<ServeFlags, 'control' | Switch> {
  readonly control?: SocketAddress | false;
  readonly stdio?: true;
  readonly readers?: true;
  readonly quiet?: true;
  readonly debug?: true;
}

type Switch = 'stdio' | 'readers' | 'quiet' | 'debug';

type Finish = (code: ExitCode) => void;

export function addServeCommand(program: Command, context: ProgramContext, finish: Finish): void {
  const command = program
    .command('serve')
    .description('a live module: serial ports, a broker, a control, in real time')
    .helpOption('-h, --help', 'print this help');
  addPortOptions(command);
  addModuleOptions(command);
  command.addHelpText('after', serveHelp).action(async (flags: GivenFlags) => {
    const { serve } = await import('./commands/serve.ts');
    const { control = true, stdio = false, readers = false, quiet = false, debug = false } = flags;
    finish(await serve({ ...flags, control, stdio, readers, quiet, debug }, context));
  });
}

function addPortOptions(command: Command): void {
  command
    .option(
      '--tcp <[HOST:]PORT>',
      'the serial line as bare TCP; may be given again (default: 3333 when no port is named)',
      addAddress,
    )
    .option('--pty <PATH>', 'as a pseudo terminal, with a link at PATH', addText)
    .option('--rfc2217 <[HOST:]PORT>', 'as TCP with the settings of the line', addAddress)
    .option('--stdio', 'as standard input and output; all else goes to standard error')
    .option('--readers', 'let further clients read along instead of refusing them')
    .addOption(
      new Option('--pace <PACE>', "bytes leave at the line's rate, or at once")
        .choices(['real', 'none'])
        .default('real'),
    )
    .option(
      '--control <[HOST:]PORT>',
      'where it is controlled over HTTP (default: any free port)',
      address,
    )
    .option('--no-control', 'nowhere');
}

function addModuleOptions(command: Command): void {
  command
    .addOption(
      new Option('--net <NET>', 'where the module connects to: a world of its own, or real sockets')
        .choices(['simulated', 'host'])
        .default('simulated'),
    )
    .option(
      '--allow <HOST:PORT>',
      'with --net host: only there, * stands for any; may be given again (default: 127.*:*)',
      addText,
    )
    .option('--ssid <NAME>', 'network of the access point (default: twin)')
    .option('--psk <TEXT>', "its password; '' for none (default: 12345678)")
    .option('--world <FILE>', 'world, seed and dialect of a scenario file instead')
    .option('--dialect <NAME>', 'dialect of the module')
    .option('--seed <N>', `seed, 0 to ${seedMax} (default: 0)`, wholeNumber(0, seedMax))
    .option('--record <DIR>', 'write down what comes in, passwords too, for `pnpm sim replay`')
    .option('--ca <FILE>', 'PEM file with what the module trusts, or none (default: a test set)')
    .option('--cert <FILE>', 'PEM file with its own certificate, or none (default: a test set)')
    .option('--key <FILE>', 'PEM file with the private key to it; never recorded')
    .option('--quiet', 'say nothing of clients that come and go')
    .option('--debug', 'show the stack of an unexpected error');
}

export function addReplayCommand(program: Command, context: ProgramContext, finish: Finish): void {
  program
    .command('replay')
    .description('does again in virtual time what a recorded live module did')
    .helpOption('-h, --help', 'print this help')
    .argument('<DIR>', 'what was given to `pnpm sim serve --record`')
    .option('--key <FILE>', 'the private key that was given to it, which is not recorded')
    .option('--json', 'everything as JSON', false)
    .option('--no-color', 'no colours, even on a terminal')
    .option('--debug', 'show the stack of an unexpected error')
    .addHelpText('after', replayHelp)
    .action(async (folder: string, flags: Omit<ReplayOptions, 'folder'>) => {
      const color = flags.color && program.opts<Pick<ReplayOptions, 'color'>>().color;
      const { replay } = await import('./commands/replay.ts');
      finish(await replay({ ...flags, folder, color }, context));
    });
}

function address(text: string): SocketAddress {
  const read = readSocketAddress(text);
  if (read !== undefined) return read;
  throw new InvalidArgumentError('It takes PORT or HOST:PORT, with a port from 0 to 65535.');
}

function addAddress(text: string, before: readonly SocketAddress[] = []): readonly SocketAddress[] {
  return [...before, address(text)];
}

function addText(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}
