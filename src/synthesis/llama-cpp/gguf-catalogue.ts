/** What is published of GGUF files. */

/** Null where no hash of the file is published. */
export function publishedSha256(address: string): string | null {
  return sha256ByAddress.get(address) ?? null;
}

const sha256ByAddress = new Map([
  [
    'https://huggingface.co/Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF/resolve/main/qwen2.5-coder-1.5b-instruct-q4_k_m.gguf',
    'cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046',
  ],
]);
