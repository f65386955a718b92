/**
 * Models for the processor that are offered by name: where their files are, how large, under which
 * hash. All of it was read in public listings in November 2026, none of it by a download from here:
 * what two of them did not agree on is left out (docs/models.md).
 */
import { partAddresses } from './model-address.ts';

export interface GgufModel {
  /** As its makers name it; its licence and its published figures go by this name. */
  readonly name: string;
  /** Of the file, or of its first part. */
  readonly address: string;
  readonly parameters: number;
  readonly quantization: 'Q4_K_M' | 'Q8_0';
  /** Of all parts; null where it could not be established. */
  readonly sizeBytes: number | null;
  /** Of each part, in their order; empty where it could not be established. */
  readonly sha256: readonly string[];
  /** What it was made for. The engine gives every model room for `contextTokens` of `model.ts`. */
  readonly contextTokens: number;
  /** A part of more than 2 GB, which takes a browser with 64-bit memories. */
  readonly hasLargePart?: boolean;
}

const hub = 'https://huggingface.co';

/** Code models first, the smaller before the larger. */
export const ggufCatalogue: readonly GgufModel[] = [
  {
    name: 'Qwen2.5-Coder-0.5B-Instruct',
    address: `${hub}/Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF/resolve/main/qwen2.5-coder-0.5b-instruct-q4_k_m.gguf`,
    parameters: 5e8,
    quantization: 'Q4_K_M',
    sizeBytes: 491_400_064,
    sha256: ['1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32'],
    contextTokens: 32_768,
  },
  {
    name: 'Qwen2.5-Coder-1.5B-Instruct',
    address: `${hub}/Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF/resolve/main/qwen2.5-coder-1.5b-instruct-q4_k_m.gguf`,
    parameters: 1.5e9,
    quantization: 'Q4_K_M',
    sizeBytes: 1_117_320_768,
    sha256: ['cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046'],
    contextTokens: 32_768,
  },
  {
    name: 'Qwen2.5-Coder-3B-Instruct',
    address: `${hub}/Qwen/Qwen2.5-Coder-3B-Instruct-GGUF/resolve/main/qwen2.5-coder-3b-instruct-q4_k_m.gguf`,
    parameters: 3e9,
    quantization: 'Q4_K_M',
    sizeBytes: 2_104_932_800,
    sha256: [],
    contextTokens: 32_768,
  },
  {
    name: 'Qwen2.5-Coder-7B-Instruct',
    address: `${hub}/Qwen/Qwen2.5-Coder-7B-Instruct-GGUF/resolve/main/qwen2.5-coder-7b-instruct-q4_k_m-00001-of-00002.gguf`,
    parameters: 7e9,
    quantization: 'Q4_K_M',
    sizeBytes: 3_993_201_376 + 689_872_288,
    sha256: [],
    contextTokens: 32_768,
    hasLargePart: true,
  },
  {
    name: 'Qwen3-0.6B',
    address: `${hub}/Qwen/Qwen3-0.6B-GGUF/resolve/main/Qwen3-0.6B-Q8_0.gguf`,
    parameters: 6e8,
    quantization: 'Q8_0',
    sizeBytes: 639_446_688,
    sha256: ['9465e63a22add5354d9bb4b99e90117043c7124007664907259bd16d043bb031'],
    contextTokens: 32_768,
  },
  {
    name: 'Qwen3.5-0.8B',
    address: `${hub}/unsloth/Qwen3.5-0.8B-GGUF/resolve/main/Qwen3.5-0.8B-Q4_K_M.gguf`,
    parameters: 8e8,
    quantization: 'Q4_K_M',
    sizeBytes: null,
    sha256: [],
    contextTokens: 262_144,
  },
  {
    name: 'gemma-3-1b-it',
    address: `${hub}/ggml-org/gemma-3-1b-it-GGUF/resolve/main/gemma-3-1b-it-Q4_K_M.gguf`,
    parameters: 1e9,
    quantization: 'Q4_K_M',
    sizeBytes: 806_058_240,
    sha256: [],
    contextTokens: 32_768,
  },
  {
    name: 'granite-4.0-1b',
    address: `${hub}/ibm-granite/granite-4.0-1b-GGUF/resolve/main/granite-4.0-1b-Q4_K_M.gguf`,
    parameters: 1e9,
    quantization: 'Q4_K_M',
    sizeBytes: 1_023_645_440,
    sha256: [],
    contextTokens: 131_072,
  },
  {
    name: 'LFM2.5-1.2B-Instruct',
    address: `${hub}/LiquidAI/LFM2.5-1.2B-Instruct-GGUF/resolve/main/LFM2.5-1.2B-Instruct-Q4_K_M.gguf`,
    parameters: 1.2e9,
    quantization: 'Q4_K_M',
    sizeBytes: 730_895_168,
    sha256: [],
    contextTokens: 32_768,
  },
  {
    name: 'SmolLM2-1.7B-Instruct',
    address: `${hub}/bartowski/SmolLM2-1.7B-Instruct-GGUF/resolve/main/SmolLM2-1.7B-Instruct-Q4_K_M.gguf`,
    parameters: 1.7e9,
    quantization: 'Q4_K_M',
    sizeBytes: 1_055_609_824,
    sha256: ['77665ea4815999596525c636fbeb56ba8b080b46ae85efef4f0d986a139834d7'],
    contextTokens: 8_192,
  },
  {
    name: 'Qwen3-1.7B',
    address: `${hub}/Qwen/Qwen3-1.7B-GGUF/resolve/main/Qwen3-1.7B-Q8_0.gguf`,
    parameters: 1.7e9,
    quantization: 'Q8_0',
    sizeBytes: 1_834_426_016,
    sha256: [],
    contextTokens: 32_768,
  },
  {
    name: 'Qwen3.5-2B',
    address: `${hub}/unsloth/Qwen3.5-2B-GGUF/resolve/main/Qwen3.5-2B-Q4_K_M.gguf`,
    parameters: 2e9,
    quantization: 'Q4_K_M',
    sizeBytes: 1_280_835_840,
    sha256: ['aaf42c8b7c3cab2bf3d69c355048d4a0ee9973d48f16c731c0520ee914699223'],
    contextTokens: 262_144,
  },
];

/** Null where no hash of this file, or part of one, is published. */
export function publishedSha256(address: string): string | null {
  return published.get(address) ?? null;
}

const published = new Map(
  ggufCatalogue.flatMap(({ address, sha256 }) => {
    const parts = partAddresses(address);
    return sha256.map((hash, index) => [parts[index] ?? address, hash] as const);
  }),
);
