import { expect, test } from 'vitest';
import { readCapabilities } from '../../../src/platform/capabilities.ts';
import { makeCatalogue } from '../../../src/synthesis/web-llm/model-catalogue.ts';
import { listWebLlmModels } from '../../../src/synthesis/web-llm/list-models.ts';
import { WebLlmDouble } from '../../support/web-llm-double.ts';

test('the library lists its models, and this browser is offered the f32 builds', async () => {
  const { models, recommended } = makeCatalogue(await listWebLlmModels(), await readCapabilities());
  expect(models.length).toBeGreaterThan(20);
  expect(recommended?.record.model_id).toMatch(/^Qwen2\.5-Coder-.*-q4f32_1-MLC$/);
});

test('a worker whose script is not there is said to be missing', async () => {
  const double = new WebLlmDouble();
  const listing = listWebLlmModels(double.spawn);
  double.crash('');
  await expect(listing).rejects.toMatchObject({
    failure: { kind: 'engine-file-missing', reason: 'gone' },
  });
});

test('a worker that does not start is a crash, not a silence', async () => {
  const double = new WebLlmDouble();
  const listing = listWebLlmModels(double.spawn);
  double.crash('blocked');
  await expect(listing).rejects.toMatchObject({
    failure: { kind: 'engine-crashed', detail: 'WorkerGone: blocked' },
  });
});
