import { expect, test } from 'vitest';
import { eventData } from '../../../../src/synthesis/server/event-stream.ts';

async function read(...pieces: readonly (string | Uint8Array<ArrayBuffer>)[]): Promise<string[]> {
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      for (const piece of pieces) {
        controller.enqueue(typeof piece === 'string' ? new TextEncoder().encode(piece) : piece);
      }
      controller.close();
    },
  });
  const events: string[] = [];
  for await (const data of eventData(body)) events.push(data);
  return events;
}

test.each<[string, string[], string[]]>([
  ['one event a piece', ['data: a\n\n', 'data: b\n\n'], ['a', 'b']],
  ['several in a piece', ['data: a\n\ndata: b\n\n'], ['a', 'b']],
  ['one over several pieces', ['da', 'ta: a', '\n', '\n'], ['a']],
  [
    'lines that end in CR LF, cut between the two',
    ['data: a\r', '\n\r\ndata: b\r\n\r\n'],
    ['a', 'b'],
  ],
  ['data of several lines', ['data: a\ndata: b\n\n'], ['a\nb']],
  ['no space after the colon', ['data:a\n\n'], ['a']],
  ['comments and other fields', [': hello\n\nevent: x\nid: 1\ndata: a\n\n'], ['a']],
  ['a last event without its blank line', ['data: a\n\ndata: b'], ['a', 'b']],
  ['a last event with its line alone', ['data: a\n\ndata: b\r'], ['a', 'b']],
  ['empty data and named events', ['data:\n\nevent: ping\ndata: {}\n\n'], ['', '{}']],
])('%s', async (_, pieces, events) => {
  expect(await read(...pieces)).toEqual(events);
});

test('a character cut in the middle of its bytes is whole again', async () => {
  const bytes = new TextEncoder().encode('data: ü\n\n');
  expect(await read(bytes.slice(0, 7), bytes.slice(7))).toEqual(['ü']);
});
