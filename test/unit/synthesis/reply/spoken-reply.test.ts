import { expect, test } from 'vitest';
import { beforeTheirTurn } from '../../../../src/synthesis/reply/spoken-reply.ts';

test.each(['User: Thanks!', '### Instruction:\nAnd now?', '##Human: And now?'])(
  '%j is the turn of somebody else',
  (turn) => expect(beforeTheirTurn(`x = 1\n${turn}`)).toBe('x = 1\n'),
);

test.each(['# User: the one who asks', '#Instruction: a helper', '    User: int'])(
  '%j is a line of a program',
  (line) => expect(beforeTheirTurn(`x = 1\n${line}\n`)).toBe(null),
);
