/** Whose model is in memory while writers stand side by side. */
import { expect, test, vi } from 'vitest';
import type { Offer } from '../../../../src/app/models/model-picker.svelte.ts';
import type { ModelSpec } from '../../../../src/synthesis/model-spec.ts';
import { generationOf } from '../fake-models.ts';
import { NamedModels, onCpu, onServer, openLanes } from './lanes.ts';

const both = [onCpu('one'), onCpu('two')];

/** There is room for one of them. */
async function openInSmallMemory(specs: readonly ModelSpec[] = both) {
  const models = new NamedModels(specs, { memoryBytes: 4e9 });
  const look = models.look.bind(models);
  models.look = async () => {
    const { capabilities, offers } = await look();
    return { capabilities: { ...capabilities, memoryBytes: 8e9 as never }, offers };
  };
  return openLanes(both, models);
}

type Opened = Awaited<ReturnType<typeof openInSmallMemory>>;

async function writeInBoth({ sideBySide, models }: Opened): Promise<void> {
  const done = sideBySide.write();
  for (const name of ['one', 'two']) {
    await vi.waitFor(() => expect(models.modelOf(name).calls.length).toBeGreaterThan(0));
    models.modelOf(name).last.held.finish(generationOf('No.'));
  }
  await done;
}

function offerOf({ modelPicker }: Opened, name: string): Offer {
  const offer = modelPicker.offering?.offers.find((each) => each.name === name);
  if (!offer) throw new Error(`${name} is not offered.`);
  return offer;
}

test('a server of the page takes no memory, so it makes no room', async () => {
  const opened = await openInSmallMemory([...both, onServer('far')]);
  const { modelPicker, models, sideBySide } = opened;
  await modelPicker.choose(offerOf(opened, 'far'));
  await writeInBoth(opened);
  expect(modelPicker.writer.name).toBe('far');
  expect(models.modelOf('far').isUnloaded).toBe(false);
  await sideBySide.close();
  expect(modelPicker.writer.name).toBe('far');
});

test('a file of a person that made room is given back, and stays chosen meanwhile', async () => {
  const opened = await openInSmallMemory();
  const { modelPicker, models, sideBySide, settings } = opened;
  const mine: Offer = {
    ...offerOf(opened, 'one'),
    ...{ id: 'mine', name: 'mine', kept: null },
    spec: { kind: 'gguf-file', fileName: 'mine.gguf', sizeBytes: 3 },
  };
  await modelPicker.choose(mine);
  const loads = models.loaded.length;
  await writeInBoth(opened);
  expect(modelPicker.phase.kind).toBe('none');
  expect(models.loaded[loads - 1]?.isUnloaded).toBe(true);
  await expect.poll(() => settings.setting('chosen-model')).toBe('mine');
  await sideBySide.close();
  expect(modelPicker.phase).toMatchObject({ kind: 'ready', offer: { id: 'mine' } });
});

test('what was downloaded on this visit is given back as well', async () => {
  const opened = await openInSmallMemory([...both, onCpu('three')]);
  const { modelPicker, sideBySide } = opened;
  // As it was offered before the download.
  await modelPicker.choose({ ...offerOf(opened, 'three'), kept: null });
  await writeInBoth(opened);
  expect(modelPicker.phase.kind).toBe('none');
  await sideBySide.close();
  expect(modelPicker.writer.name).toBe('three');
});

test('who was stopped while it waited is not loaded when its turn would have come', async () => {
  const models = new NamedModels([...both, onServer('three')]);
  const opened = await openLanes(both, models);
  const { sideBySide } = opened;
  const [one, two] = sideBySide.lanes;
  const done = sideBySide.write();
  await vi.waitFor(() => expect(models.loaded.map((model) => model.modelName)).toEqual(['one']));
  await vi.waitFor(() => expect(two?.stage).toBe('waiting'));
  two?.stop();
  await vi.waitFor(() => expect(two?.isBusy).toBe(false));
  if (!two) throw new Error('There is no second lane.');
  sideBySide.choose(two, offerOf(opened, 'three'));
  const again = sideBySide.writeAgain(two);
  await vi.waitFor(() => expect(models.modelOf('three').calls).toHaveLength(1));
  models.modelOf('one').last.held.finish(generationOf('No.'));
  await vi.waitFor(() => expect(one?.isBusy).toBe(false));
  models.modelOf('three').last.held.finish(generationOf('No.'));
  await Promise.all([done, again]);
  expect(models.loaded.map(({ modelName }) => modelName)).toEqual(['one', 'three']);
});
