/**
 * The cache that wllama asks for, keeping nothing: models are kept by `model-files`. wllama's own is
 * made with its first object, and throws where the browser has no private file system, as on a page
 * over plain http.
 */
export const noCache = {
  isSupported: () => true,
  read: async () => null,
  write: async () => undefined,
  getSize: async () => -1,
  list: async () => [],
  delete: async () => undefined,
};
