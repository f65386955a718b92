/**
 * What a model thought before it answered, for showing it apart. Only the tags that most families
 * write; which part of a reply answers is decided in `spoken-part`, which knows all of them.
 */
export interface ThoughtfulReply {
  readonly thought: string;
  /** Empty where the reply ended before it was said. */
  readonly said: string;
}

const name = '(?:think(?:ing)?|reasoning)';
/** Some templates open the thought themselves, so a reply may have its end alone. */
const closed = new RegExp(`^(?:\\s*<${name}>)?([^]*?)</${name}>\\s*`);
const open = new RegExp(`^\\s*<${name}>`);

/** Null where the reply begins with no thought. */
export function thoughtfulReply(reply: string): ThoughtfulReply | null {
  const whole = closed.exec(reply);
  if (whole) return { thought: whole[1]?.trim() ?? '', said: reply.slice(whole[0].length) };
  const begun = open.exec(reply);
  return begun ? { thought: reply.slice(begun[0].length).trim(), said: '' } : null;
}
