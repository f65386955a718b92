// npm start: installs what is missing, builds, serves the built site and prints its address.
// With --dev it is the hot-reloading server instead; with --build-only it stops after the build.
import { installMissing } from './install.mjs';

installMissing();
const { build, createServer, preview } = await import('vite');

const isDev = process.argv.includes('--dev');
if (isDev) {
  const server = await createServer();
  await server.listen();
  server.printUrls();
} else {
  await build();
}
if (!isDev && !process.argv.includes('--build-only')) {
  const server = await preview();
  console.log('\nSynthpad is ready. Open this address in a browser; Ctrl+C ends it.\n');
  server.printUrls();
}
