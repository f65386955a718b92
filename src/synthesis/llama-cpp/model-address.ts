/**
 * Addresses of GGUF files as people have them: of the page about a file instead of the file, of any
 * part of a file that is split, of the page of the whole model.
 */

const partName = /-(\d{5})-of-(\d{5})\.gguf$/i;

/** The file behind an address, the first part where it is split. What is no address stays as it is. */
export function fileAddress(text: string): string {
  const part = partAddress(text);
  if (!URL.canParse(part)) return part;
  const address = new URL(part);
  address.pathname = address.pathname.replace(partName, '-00001-of-$2.gguf');
  return address.href;
}

/** As `fileAddress`, but the part that is asked for. */
export function partAddress(text: string): string {
  const trimmed = text.trim();
  if (!URL.canParse(trimmed)) return trimmed;
  const address = new URL(trimmed);
  address.hash = '';
  if (isHub(address)) return hubFileAddress(address);
  if (address.hostname === 'github.com') address.pathname = placedAt('raw', address.pathname);
  return address.href;
}

function hubFileAddress(address: URL): string {
  // To delete what is not there would write the rest of the query in another way.
  if (address.searchParams.has('download')) address.searchParams.delete('download');
  const shown = address.searchParams.get('show_file_info');
  const [, owner, model] = address.pathname.split('/');
  if (shown !== null && owner && model) {
    address.pathname = `/${owner}/${model}/resolve/main/${shown}`;
    address.search = '';
  }
  address.pathname = placedAt('resolve', address.pathname);
  return address.href;
}

/** Not the page about a file, nor its raw text, which of a large file is a note where it lies. */
function placedAt(place: 'raw' | 'resolve', path: string): string {
  return path.replace(/^(\/[^/]+\/[^/]+)\/(?:blob|raw)\/(?=.+\.gguf$)/i, `$1/${place}/`);
}

/** All parts of a file in their order, given its first; the file itself where it is whole. */
export function partAddresses(address: string): string[] {
  if (!URL.canParse(address)) return [address];
  const url = new URL(address);
  const count = Number(partName.exec(url.pathname)?.[2] ?? 1);
  return Array.from({ length: count }, (_, index) => {
    const part = new URL(url);
    part.pathname = url.pathname.replace(
      partName,
      (_name, _part, of: string) => `-${String(index + 1).padStart(5, '0')}-of-${of}.gguf`,
    );
    return count === 1 ? address : part.href;
  });
}

/** Whether it is the page of a model, or a folder of its files, which names no file yet. */
export function isModelPage(text: string): boolean {
  const address = fileAddress(text);
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return isHub(url) && !/\.gguf$/i.test(url.pathname);
}

/** Which version of its files an address asks for: a branch, or a commit; null where it is not said. */
export function revisionOf(address: string): string | null {
  return /\/(?:resolve|raw)\/([^/]+)\//.exec(address)?.[1] ?? null;
}

function isHub({ hostname }: URL): boolean {
  return /^(www\.)?(huggingface\.co|hf\.co)$/.test(hostname);
}
