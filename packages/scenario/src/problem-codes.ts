/** Everything that can be wrong with a scenario file: code and meaning. */
export const problemCodes = {
  SCN_FILE_TOO_LARGE: 'The file is larger than a scenario file may be.',
  SCN_FILE_ENCODING: 'The file is not UTF-8 text.',
  SCN_FILE_EMPTY: 'The file holds nothing but white space and comments.',
  SCN_YAML_SYNTAX: 'The file is not well-formed YAML.',
  SCN_YAML_TAB: 'A line is indented with a tab; YAML allows spaces only.',
  SCN_YAML_SEVERAL_DOCUMENTS: 'The file holds more than one YAML document.',
  SCN_YAML_DUPLICATE_KEY: 'A mapping has the same key twice.',
  SCN_YAML_UNKNOWN_ALIAS: 'An alias names an anchor that is not defined before it.',
  SCN_YAML_ALIAS_BOMB: 'Aliases would blow the file up beyond the limit.',
  SCN_YAML_TOO_DEEP: 'Lists and mappings are nested too deeply.',
  SCN_YAML_KEY: 'A key is not plain text.',
  SCN_WRONG_TYPE: 'A value has the wrong type.',
  SCN_WRONG_VALUE: 'A value is outside what is allowed.',
  SCN_UNKNOWN_KEY: 'A key is not known at this place.',
  SCN_MISSING_KEY: 'A key that is needed is missing.',
  SCN_UNKNOWN_STEP: 'A step begins with a word that names no step.',
  SCN_SEVERAL_STEPS: 'One step says two things.',
  SCN_WRONG_UNIT: 'A duration or size has no unit or an unknown one.',
  SCN_WRONG_BYTES: 'Bytes are written in a way that names no bytes.',
  SCN_WRONG_REGEX: 'A regular expression does not compile, or would not run in linear time.',
  SCN_UNKNOWN_VARIABLE: 'A text uses a variable that has no value at this point.',
  SCN_WORLD: 'The world contradicts itself.',
  SCN_FILE: 'A file that is named cannot be read.',
  SCN_CERTIFICATE: 'A certificate or a key is none that the module can hold.',
} as const;

export type ProblemCode = keyof typeof problemCodes;
