/** What a browser looks at before it offers to install the page. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { paletteCss } from '../../../src/platform/palette.ts';

const folder = new URL('../../../public/', import.meta.url);

interface Icon {
  readonly src: string;
  readonly sizes: string;
  readonly type: string;
}

test('the icons are there in the sizes that the manifest gives', () => {
  const manifest = JSON.parse(readFileSync(new URL('manifest.webmanifest', folder), 'utf8'));
  const pictures = (manifest.icons as Icon[]).filter(({ type }) => type === 'image/png');
  expect(pictures.map(({ sizes }) => sizes)).toEqual(['192x192', '512x512']);
  for (const { src, sizes } of pictures) {
    const png = readFileSync(new URL(src, folder));
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`).toBe(sizes);
  }
});

test('what stands outside of the page has the colours of the palette', () => {
  const files = ['manifest.webmanifest', 'icon.svg'];
  const colours = files.flatMap((name) => [
    ...readFileSync(new URL(name, folder), 'utf8').matchAll(/#[0-9a-f]{6}\b/gi),
  ]);
  expect(colours.length).toBeGreaterThan(0);
  for (const [colour] of colours) expect(paletteCss()).toContain(colour);
});
