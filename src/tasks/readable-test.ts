/** A test as a person reads it. What runs is the test as it was published. */

/** Without the note of its author that HumanEval's tests begin with. */
export function readableTest(source: string): string {
  return source.replace(/^\s*METADATA = \{[^{}]*\}\s*/, '');
}
