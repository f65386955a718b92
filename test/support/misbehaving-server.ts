/**
 * A host of model files that misbehaves as its addresses ask: started once for the browser tests,
 * which find it by `misbehaving-server-address.ts`.
 *
 * `/gguf/<fault>/model.gguf` is a tiny model, `/gguf/<fault>/split-0000N-of-00003.gguf` the same in parts. `/web-llm/<file>/<fault>/resolve/main/` is a folder
 * of web-llm whose one named file has the fault; its weights are no weights, but of the right size.
 * `/openai/…` is a server of language models: see `openai-server.ts`.
 */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';
import type {} from './misbehaving-server-address.ts';
import { answerAsServer } from './openai-server.ts';
import { splitTinyModel, tinyModel } from './tiny-model.ts';

export type Fault =
  | 'none'
  /** 404. */
  | 'missing'
  /** 500. */
  | 'broken'
  /** A page of HTML with status 200, as hosts send instead of a 404 or a login. */
  | 'page'
  /** Bytes of another kind. */
  | 'other'
  /** As many bytes, but others, in a folder whose list tells the hash of each shard. */
  | 'damaged'
  /** The first half, sent as if it were all. */
  | 'truncated'
  /** The connection ends half-way. */
  | 'cut'
  /** The first half, and then nothing for as long as anyone waits. */
  | 'stalled'
  /** As `stalled` once; from then on the rest can be asked for. */
  | 'resumable'
  /** As `stalled` once; from then on there is another file. */
  | 'renewed'
  /** As `resumable`, but nothing tells whether it is still the same file. */
  | 'untagged'
  /** As `none`, and any rest of it can be asked for. */
  | 'ranged';

interface ServedFile {
  readonly type: string;
  readonly bytes: Uint8Array;
}

const shardBytes = 300_000;
const shardNames = ['params_shard_0.bin', 'params_shard_1.bin', 'params_shard_2.bin'];

export default async function serve(project: TestProject): Promise<() => Promise<void>> {
  const gguf = { type: 'application/octet-stream', bytes: servedModel() };
  const parts = splitTinyModel(servedReplies, 3).map((bytes) => ({ type: gguf.type, bytes }));
  const folder = webLlmFolder();
  const server = createServer((request, response) => {
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-expose-headers', 'etag');
    response.setHeader('cache-control', 'no-store');
    const [, kind, first = '', second = '', ...rest] = (request.url ?? '').split('/');
    if (kind === 'openai') return void answerAsServer(request, response, [first, second, ...rest]);
    if (kind === 'gguf' && goesOn.has(first)) {
      return sendRest(request, response, gguf);
    }
    if (kind === 'gguf') {
      const part = /split-0000(\d)-of-00003\.gguf/.exec(second)?.[1];
      return send(response, part ? parts[Number(part) - 1] : gguf, first as Fault);
    }
    const name = rest.at(-1) ?? '';
    // The usual list tells no hashes, as those of models from before 2024.
    const isHashed = first === 'hashed' || second === 'damaged';
    if (name === 'tensor-cache.json' && isHashed) return send(response, hashedList(folder), 'none');
    return send(response, folder[name], name === first ? (second as Fault) : 'none');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  project.provide('misbehavingServer', `http://127.0.0.1:${port}`);
  return () =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
}

const servedReplies = [
  { functionName: 'add', reply: '```python\ndef add(a, b):\n    return a + b\n```\n' },
];

function servedModel(): Uint8Array {
  return tinyModel(servedReplies, { hasChatTemplate: true });
}

function hashedList(folder: Readonly<Record<string, ServedFile>>): ServedFile {
  const md5 = (name: string) =>
    createHash('md5')
      .update(folder[name]?.bytes ?? '')
      .digest('hex');
  const records = shardNames.map((dataPath) => ({
    ...{ dataPath, nbytes: shardBytes, records: [], md5sum: md5(dataPath) },
  }));
  return { type: 'application/json', bytes: Buffer.from(JSON.stringify({ records })) };
}

function webLlmFolder(): Readonly<Record<string, ServedFile>> {
  const json = (content: unknown): ServedFile => ({
    type: 'application/json',
    bytes: new TextEncoder().encode(JSON.stringify(content)),
  });
  const shard = { type: 'application/octet-stream', bytes: new Uint8Array(shardBytes) };
  return {
    'mlc-chat-config.json': json({ tokenizer_files: ['tokenizer.json'], vocab_size: 10 }),
    'tokenizer.json': json({ version: '1.0' }),
    'tensor-cache.json': json({
      records: shardNames.map((dataPath) => ({ dataPath, nbytes: shardBytes, records: [] })),
    }),
    ...Object.fromEntries(shardNames.map((name) => [name, shard])),
    // A module with nothing in it: WebAssembly, but no library of a model.
    'library.wasm': {
      type: 'application/wasm',
      bytes: Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0),
    },
  };
}

const goesOn = new Set(['resumable', 'renewed', 'untagged', 'ranged']);
/** How often each address was asked for. */
const asked = new Map<string, number>();

/** An address is begun once; what is asked of it after that is the rest, or the other file. */
function sendRest(
  { url = '', headers }: IncomingMessage,
  response: ServerResponse,
  { type, bytes }: ServedFile,
): void {
  const count = asked.get(url) ?? 0;
  asked.set(url, count + 1);
  const isRenewed = url.includes('renewed') && count > 0;
  const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);
  const rest = bytes.subarray(from);
  response.writeHead(from > 0 ? 206 : 200, {
    ...{ 'content-type': type, 'content-length': rest.length },
    ...(url.includes('untagged') ? {} : { etag: isRenewed ? '"2"' : '"1"' }),
  });
  if (count > 0 || url.includes('ranged')) return void response.end(rest);
  response.write(rest.subarray(0, Math.ceil(bytes.length / 2)));
}

function send(response: ServerResponse, file: ServedFile | undefined, fault: Fault): void {
  if (file === undefined || fault === 'missing') return void response.writeHead(404).end();
  const { type, bytes } = file;
  const half = bytes.subarray(0, Math.ceil(bytes.length / 2));
  const headers = { 'content-type': type, 'content-length': bytes.length };
  switch (fault) {
    case 'none':
      return void response.writeHead(200, headers).end(bytes);
    case 'broken':
      return void response.writeHead(500).end();
    case 'page':
      return void response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
        .end('<!doctype html><title>Please log in</title>');
    case 'other':
      return void response.writeHead(200, { 'content-type': type }).end('{"not": what was asked');
    case 'damaged':
      return void response.writeHead(200, headers).end(bytes.map((byte) => byte ^ 1));
    case 'truncated':
      return void response.writeHead(200, { ...headers, 'content-length': half.length }).end(half);
    case 'cut':
      response.writeHead(200, headers);
      return void response.write(half, () => response.destroy());
    case 'stalled':
      response.writeHead(200, headers);
      return void response.write(half);
    case 'resumable':
    case 'renewed':
    case 'untagged':
    case 'ranged':
      throw new Error('Only a GGUF can be resumed.');
  }
}
