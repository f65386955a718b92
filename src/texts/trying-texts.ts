/** Texts about calls that a person tries on their program, and keeps as tests of their own. */

export const tryingTexts = {
  title: 'Try your own input',
  about: 'any call, beside the reference',
  input: (name: string) => `Arguments for ${name}`,
  run: 'Run',
  running: 'Running …',
  notACall: (name: string) => `Write arguments for one call of ${name}, such as 1, 'two'.`,
  noProgram: 'Write a program first.',
  value: 'Value',
  reference: 'Reference',
  same: 'The reference returns the same.',
  different: 'The reference returns something else.',
  printed: 'Printed',
  kept: 'Your own tests',
  runKept: 'Run your tests',
  keep: 'Keep as a test',
  keepCall: (call: string) => `Keep ${call} as a test`,
  drop: 'Remove',
  dropCall: (call: string) => `Remove ${call}`,
} as const;
