/**
 * The version of web-llm that runs here, which the WebAssembly library of a model has to be built
 * for. Written out, as the page never loads web-llm: a test holds it to the package.
 */
export const webLlmVersion = '0.2.86';
