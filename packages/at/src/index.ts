export type { Action } from './action.ts';
export { AtPort, type AtEvents, type AtPortOptions } from './at-port.ts';
export { fromBytes, toBytes, type ByteString } from './byte-string.ts';
export { declarationFaults } from './declaration-faults.ts';
export { commandsFor, type Command, type Declaration } from './define-command.ts';
export {
  describeCommand,
  type CommandDescription,
  type FormDescription,
  type ParameterDescription,
} from './describe-command.ts';
export { atFigures, type AtFigures } from './figures.ts';
export { integer, type IntegerOptions, type IntegerParameter } from './integer.ts';
export { usualRules, type LineRules } from './line-rules.ts';
export { optional, type OptionalParameter } from './optional.ts';
export type { AtOutput } from './output-queue.ts';
export type { Bilingual, Parameter } from './parameter.ts';
export type { AnyParameter, ArgumentsOf, Parameters } from './parameters.ts';
export type { Form } from './parse-command-line.ts';
export { repeated, type RepeatedParameter } from './repeated.ts';
export type { Ending, Reply } from './reply.ts';
export { CommandSecrets } from './secrets/command-secrets.ts';
export { secretCommands } from './secrets/secret-places.ts';
export type { SetDeclaration, SetForm } from './set-form.ts';
export type { AtTexts } from './texts.ts';
export { text, type TextOptions, type TextParameter } from './text.ts';
export { atBusy, atLine, atReply, atUrc } from './trace-kinds.ts';
