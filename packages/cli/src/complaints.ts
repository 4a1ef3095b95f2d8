import type { Problem } from './engine.ts';

/** Everything the command line itself refuses: what is wrong, where, and how to put it right. */
export const complaints = {
  pathMissing: (path: string, nearest: string | undefined): Problem =>
    complaint('CLI_PATH_MISSING', path, 'there is no such file or folder', nearestFix(nearest)),

  pathIsCommand: (path: string, command: string): Problem =>
    complaint(
      'CLI_PATH_MISSING',
      path,
      'there is no such file or folder',
      `Did you mean the command \`pnpm sim ${command}\`?`,
    ),

  commandUnknown: (name: string, nearest: string | undefined): Problem =>
    complaint(
      'CLI_COMMAND_UNKNOWN',
      name,
      'the module has no such AT command',
      nearest === undefined ? 'See `pnpm sim commands`.' : `Did you mean ${nearest}?`,
    ),

  faultUnknown: (name: string, nearest: string | undefined): Problem =>
    complaint(
      'CLI_FAULT_UNKNOWN',
      name,
      'nothing by this name can be broken',
      nearest === undefined ? 'See `pnpm sim faults`.' : `Did you mean ${nearest}?`,
    ),

  chainUnknown: (name: string, nearest: string | undefined, known: readonly string[]): Problem =>
    complaint(
      'CLI_CHAIN_UNKNOWN',
      '',
      `there is no server chain "${name}"`,
      nearest === undefined
        ? `Give ${known.join(', ')} or a PEM file, as in ./chain.pem.`
        : `Did you mean --server-chain ${nearest}?`,
    ),

  payload: (bytes: number, publish: 'raw' | 'plain', least: number, most: number): Problem =>
    complaint(
      'CLI_PAYLOAD',
      '',
      `${publish === 'raw' ? 'AT+MQTTPUBRAW' : 'AT+MQTTPUB'} cannot publish ${bytes} bytes`,
      publish === 'raw' || bytes > 5760
        ? `Give --payload ${least} to ${most}.`
        : `Give --payload ${least} to ${most}, or --publish raw.`,
    ),

  requestUnknown: (file: string, number: number, count: number): Problem =>
    complaint(
      'CLI_REQUEST_UNKNOWN',
      file,
      `there is no request ${number} for memory in this scenario`,
      count === 0 ? 'It makes none.' : `Give a number from 1 to ${count}.`,
    ),

  folderEmpty: (path: string): Problem =>
    complaint(
      'CLI_FOLDER_EMPTY',
      path,
      'the folder holds no scenario',
      'A scenario is a *.yaml or *.yml file; names that begin with . or _ are passed over.',
    ),

  notAFile: (path: string): Problem =>
    complaint(
      'CLI_NOT_A_FILE',
      path,
      'this is neither a file nor a folder',
      'Give a scenario file, or a folder that holds some.',
    ),

  unreadable: (path: string, reason: string): Problem =>
    complaint(
      'CLI_UNREADABLE',
      path,
      `cannot be read: ${reason}`,
      'Check that it exists and that you may read it.',
    ),

  tooLarge: (path: string, bytes: number, bytesMax: number): Problem =>
    complaint(
      'CLI_TOO_LARGE',
      path,
      `the file has ${bytes} bytes; a scenario has at most ${bytesMax}`,
      'Split it into several scenarios, or give the scenario and not its data.',
    ),

  notText: (path: string): Problem =>
    complaint(
      'CLI_NOT_TEXT',
      path,
      'the file is not UTF-8 text',
      'Save it as UTF-8; write other bytes as escapes.',
    ),

  noLedger: (path: string, reason: string): Problem =>
    complaint(
      'CLI_NO_LEDGER',
      path,
      `the list cannot be read: ${reason}`,
      'Run `pnpm sim coverage` in the root of the project.',
    ),

  dialect: (name: string, nearest: string | undefined, known: readonly string[]): Problem =>
    complaint(
      'CLI_DIALECT',
      '',
      `there is no dialect "${name}"`,
      nearest === undefined
        ? `The dialects are ${known.join(', ')}.`
        : `Did you mean --dialect ${nearest}?`,
    ),

  nothingSelected: (filters: string, count: number, nearest: string | undefined): Problem =>
    complaint(
      'CLI_NOTHING_SELECTED',
      '',
      `none of ${count} scenarios is selected by ${filters}`,
      nearest === undefined ? 'Run without it to see names and files.' : `Did you mean ${nearest}?`,
    ),

  recordingExists: (folder: string): Problem =>
    complaint(
      'CLI_RECORDING_EXISTS',
      folder,
      'the folder for the recording is not empty',
      'Give another one, or delete it first.',
    ),

  noRecording: (folder: string, reason: string, fix: string): Problem =>
    complaint('CLI_NO_RECORDING', folder, reason, fix),

  targetExcludes: (option: string, reason: string): Problem =>
    complaint(
      'CLI_TARGET',
      '',
      `${option} does not go with --target: ${reason}`,
      `Leave ${option} out.`,
    ),

  targetOnly: (option: string): Problem =>
    complaint(
      'CLI_TARGET',
      '',
      `${option} says something about a real module, and there is none`,
      'Add --target, for instance --target serial:/dev/ttyUSB0@115200.',
    ),

  certificate: (path: string, what: string, fix: string): Problem =>
    complaint('CLI_CERTIFICATE', path, what, fix),

  keyMissing: (path: string): Problem =>
    complaint(
      'CLI_CERTIFICATE',
      path,
      'a certificate is of no use without its key',
      'Add --key FILE; it may be the same file.',
    ),

  keyAlone: (what: string): Problem =>
    complaint(
      'CLI_CERTIFICATE',
      '',
      `--key is the key of a certificate, and ${what}`,
      'Add --cert FILE, or leave --key out.',
    ),

  notTogether: (option: string, other: string, reason: string): Problem =>
    complaint(
      'CLI_NOT_TOGETHER',
      '',
      `${option} does not go with ${other}: ${reason}`,
      `Leave one of them out.`,
    ),

  heapBaselineOnly: (option: string): Problem =>
    complaint(
      'CLI_HEAP_BASELINE',
      '',
      `${option} says something about a file of peaks, and none is named`,
      'Add --heap-baseline FILE.',
    ),

  noHeapBaseline: (path: string): Problem =>
    complaint(
      'CLI_HEAP_BASELINE',
      path,
      'the file holds no peaks as --heap-baseline writes them',
      'Give another one; a file that does not exist is made.',
    ),

  allowOnHost: (): Problem =>
    complaint(
      'CLI_ALLOW',
      '',
      '--allow says where the module may connect to on real networks, and it is on none',
      'Add --net host.',
    ),

  ssid: (ssid: string): Problem =>
    complaint('CLI_SSID', '', `"${ssid}" cannot be the name of a network`, 'Give 1 to 32 bytes.'),

  psk: (): Problem =>
    complaint(
      'CLI_PSK',
      '',
      'the password of --psk cannot be one',
      "Give 8 to 63 characters, 64 hexadecimal digits, or '' for an open network.",
    ),

  pattern: (pattern: string, reason: string): Problem =>
    complaint(
      'CLI_PATTERN',
      '',
      `--grep ${pattern}: ${reason}`,
      'Give an RE2 expression: no look-around and no back-references; escape ( [ * + ? with \\.',
    ),

  outputShared: (first: string, second: string): Problem =>
    complaint(
      'CLI_OUTPUT_SHARED',
      '',
      `the reporters ${first} and ${second} would both write to the same place`,
      `Give one of them a file of its own: --reporter ${second}=FILE`,
    ),

  unwritable: (path: string, reason: string): Problem =>
    complaint(
      'CLI_UNWRITABLE',
      path,
      `cannot be written: ${reason}`,
      'Give a file in a folder you may write to.',
    ),
} as const;

function complaint(code: string, file: string, what: string, fix: string): Problem {
  return { code, file, line: 0, column: 0, what, fix };
}

function nearestFix(nearest: string | undefined): string {
  if (nearest !== undefined) return `Did you mean ${nearest}?`;
  return 'Give a scenario file or a folder; `pnpm sim --help` shows examples.';
}
