import { prebuiltAppConfig, type ModelRecord } from '@mlc-ai/web-llm';
import { describe, expect, test } from 'vitest';
import type { Capabilities } from '../../../../src/platform/capabilities.ts';
import { allowsCommercialUse } from '../../../../src/synthesis/model-licence.ts';
import { makeCatalogue } from '../../../../src/synthesis/web-llm/model-catalogue.ts';

const gigabyte = 2 ** 30;

function browser(over: Partial<Capabilities> = {}): Capabilities {
  return {
    gpu: {
      kind: 'adapter',
      description: '',
      hasShaderF16: true,
      maxBufferBytes: 4 * gigabyte,
      maxStorageBufferBindingBytes: 2 * gigabyte,
    },
    storage: { freeBytes: 100 * gigabyte, isPersisted: false },
    cores: 8,
    memoryBytes: 8 * gigabyte,
    keepsDownloads: true,
    isCrossOriginIsolated: false,
    threads: null,
    ...over,
  };
}

function adapter(over: Partial<Extract<Capabilities['gpu'], { kind: 'adapter' }>>): Capabilities {
  const usual = browser();
  return { ...usual, gpu: { ...usual.gpu, kind: 'adapter', ...over } as Capabilities['gpu'] };
}

function record(model_id: string, over: Partial<ModelRecord> = {}): ModelRecord {
  return { model: 'm', model_id, model_lib: 'l', ...over };
}

function only(records: readonly ModelRecord[], capabilities = browser()) {
  const [model, ...others] = makeCatalogue(records, capabilities).models;
  expect(others).toEqual([]);
  return model;
}

describe("the library's own list", () => {
  const records = prebuiltAppConfig.model_list;

  test('becomes one entry a model, code models first and the smaller before the larger', () => {
    const { models } = makeCatalogue(records, browser());
    const names = models.map(({ name }) => name);
    const codeModels = models.filter(({ isCodeModel }) => isCodeModel);
    expect(new Set(names).size).toBe(names.length);
    expect(names.slice(0, 4)).toEqual([
      'Qwen2.5-Coder-0.5B-Instruct',
      'Qwen2.5-Coder-1.5B-Instruct',
      'Qwen2.5-Coder-3B-Instruct',
      'Qwen2.5-Coder-7B-Instruct',
    ]);
    expect(models.slice(0, codeModels.length)).toEqual(codeModels);
    expect(names.filter((name) => /embed|vision/i.test(name))).toEqual([]);
  });

  test.each([
    ['1.5B', 8 * gigabyte],
    ['1.5B', 4 * gigabyte],
    ['0.5B', 2 * gigabyte],
    ['0.5B', gigabyte],
    ['1.5B', null],
  ])('recommends Qwen2.5-Coder %s for a memory of %s bytes', (size, memoryBytes) => {
    const { recommended } = makeCatalogue(records, browser({ memoryBytes }));
    expect(recommended?.record.model_id).toBe(`Qwen2.5-Coder-${size}-Instruct-q4f16_1-MLC`);
  });

  test('never recommends a model whose licence is for research alone', () => {
    for (let memoryBytes = gigabyte; memoryBytes <= 64 * gigabyte; memoryBytes *= 2) {
      const { models, recommended } = makeCatalogue(records, browser({ memoryBytes }));
      expect(allowsCommercialUse(recommended?.licence ?? null)).toBe(true);
      const bound = models.find(({ name }) => name === 'Qwen2.5-Coder-3B-Instruct');
      expect(bound?.licence).toBe('qwen-research');
    }
  });

  test('takes the f32 builds on an adapter without shader-f16', () => {
    const { models, recommended } = makeCatalogue(records, adapter({ hasShaderF16: false }));
    const f16 = models.filter(({ record }) => /f16/.test(record.model_id));
    expect(recommended?.record.model_id).toBe('Qwen2.5-Coder-1.5B-Instruct-q4f32_1-MLC');
    expect(new Set(f16.map(({ fit }) => fit.kind))).toEqual(new Set(['no-shader-f16']));
  });

  test('recommends nothing without a GPU, and says of each model why', () => {
    const { models, recommended } = makeCatalogue(
      records,
      browser({ gpu: { kind: 'no-adapter' } }),
    );
    expect(recommended).toBe(null);
    expect(models[0]?.fit).toEqual({ kind: 'no-webgpu', reason: 'no-adapter' });
  });
});

describe('an entry', () => {
  test('tells parameters, memory and an estimate of the download', () => {
    const id = 'Acme-Coder-1.5B-Instruct-q4f16_1-MLC';
    expect(only([record(id, { vram_required_MB: 1000 })])).toEqual({
      name: 'Acme-Coder-1.5B-Instruct',
      record: record(id, { vram_required_MB: 1000 }),
      isCodeModel: true,
      parameters: 1.5e9,
      estimatedDownloadBytes: 843_750_000,
      memoryBytes: 1000 * 2 ** 20,
      licence: null,
      fit: { kind: 'fits' },
    });
  });

  test.each([
    ['stablelm-2-zephyr-1_6b-q4f16_1-MLC', 1.6e9],
    ['SmolLM2-360M-Instruct-q4f16_1-MLC', 3.6e8],
    ['Phi-3.5-mini-instruct-q4f16_1-MLC', null],
  ])('reads the parameters of %s', (id, parameters) => {
    expect(only([record(id)])?.parameters).toBe(parameters);
  });

  test('prefers four bits to other widths', () => {
    const builds = ['a-1B-q0f16-MLC', 'a-1B-q4f16_1-MLC', 'a-1B-q3f16_1-MLC', 'a-1B-q4f32_1-MLC'];
    expect(only(builds.map((id) => record(id)))?.record.model_id).toBe('a-1B-q4f16_1-MLC');
  });

  test('leaves out builds with too little room for a few-shot prompt', () => {
    const builds = [
      record('a-1B-q4f16_1-MLC-1k', { overrides: { context_window_size: 1024 } }),
      record('a-1B-q4f32_1-MLC', { overrides: { context_window_size: 4096 } }),
    ];
    expect(only(builds)?.record.model_id).toBe('a-1B-q4f32_1-MLC');
  });

  test.each([
    [
      'a-1B-q4f16_1-MLC',
      { required_features: [] },
      adapter({ hasShaderF16: false }),
      { kind: 'no-shader-f16' },
    ],
    [
      'a-1B-q4f16_1-MLC',
      { buffer_size_required_bytes: 2 ** 28 },
      adapter({ maxStorageBufferBindingBytes: 2 ** 27 }),
      { kind: 'buffer-too-small', neededBytes: 2 ** 28, limitBytes: 2 ** 27 },
    ],
    [
      'a-1B-q4f16_1-MLC',
      {},
      adapter({ maxBufferBytes: 2 ** 20 }),
      { kind: 'buffer-too-small', neededBytes: 2 ** 28, limitBytes: 2 ** 20 },
    ],
    [
      'a-1B-q4f16_1-MLC',
      { vram_required_MB: 2048 },
      browser({ memoryBytes: gigabyte }),
      { kind: 'no-memory', neededBytes: 2 * gigabyte, limitBytes: gigabyte },
    ],
    [
      'a-1B-q4f16_1-MLC',
      {},
      browser({ storage: { freeBytes: 1000, isPersisted: false } }),
      { kind: 'no-disk-space', neededBytes: 562_500_000, freeBytes: 1000 },
    ],
  ])('says why it does not fit: %s %o', (id, over, capabilities, fit) => {
    expect(only([record(id, over)], capabilities)?.fit).toEqual(fit);
  });
});
