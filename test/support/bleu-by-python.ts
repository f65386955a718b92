/** Tokens and BLEU-4 as Python itself has them: written from the definitions, in another way. */
import { execFileSync } from 'node:child_process';
import { pythonPath } from './native-python.ts';

const script = `
import collections, io, json, math, sys, token, tokenize
LAYOUT = {tokenize.COMMENT, tokenize.NL, token.NEWLINE, token.INDENT, token.DEDENT,
          token.ENDMARKER, tokenize.ENCODING}

def tokens(text):
    return [t.string for t in tokenize.generate_tokens(io.StringIO(text).readline)
            if t.type not in LAYOUT]

def bleu(hypothesis, reference):
    if not set(hypothesis) & set(reference):
        return 0.0
    product = 1.0
    for n in (1, 2, 3, 4):
        grams = lambda ts: collections.Counter(zip(*(ts[i:] for i in range(n))))
        had, wanted = grams(hypothesis), grams(reference)
        smooth = 0 if n == 1 else 1
        product *= (sum((had & wanted).values()) + smooth) / (sum(had.values()) + smooth)
    short = len(hypothesis) < len(reference)
    return product ** 0.25 * (math.exp(1 - len(reference) / len(hypothesis)) if short else 1)

result = []
for one, other in json.load(sys.stdin):
    try:
        result.append([tokens(one), tokens(other), bleu(tokens(one), tokens(other))])
    except (tokenize.TokenError, IndentationError):
        result.append(None)
json.dump(result, sys.stdout)
`;

export interface PairByPython {
  readonly tokens: readonly [string[], string[]];
  readonly bleu: number;
}

/** A text and its reference each; null where Python cuts one of them into no tokens. */
export function bleuByPython(
  pairs: readonly (readonly [string, string])[],
): (PairByPython | null)[] {
  const options = { input: JSON.stringify(pairs), maxBuffer: 1e9 };
  const rows: ([string[], string[], number] | null)[] = JSON.parse(
    String(execFileSync(pythonPath, ['-c', script], options)),
  );
  return rows.map((row) => row && { tokens: [row[0], row[1]], bleu: row[2] });
}
