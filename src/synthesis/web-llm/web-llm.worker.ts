// The worker that holds web-llm: the library's own handler does the work.
import { prebuiltAppConfig, WebWorkerMLCEngineHandler } from '@mlc-ai/web-llm';
import type { FromWorker, ToWorker } from './protocol.ts';
import { watchDevices } from './watch-devices.ts';

const handler = new WebWorkerMLCEngineHandler();
const send = (message: FromWorker) => postMessage(message);

watchDevices((detail) => send({ kind: 'device-lost', detail }));

onmessage = (event: MessageEvent<ToWorker>) => {
  const message = event.data;
  if (message.kind !== 'list-models') handler.onmessage(event);
  else postMessage({ kind: 'return', uuid: message.uuid, content: prebuiltAppConfig.model_list });
};
