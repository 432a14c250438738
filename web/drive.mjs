/**
 * Drives Firefox or Chromium for tests: one JSON command a line on stdin, one JSON answer a line on stdout.
 *
 *   node drive.mjs '{"browser": "firefox", "program": "/usr/bin/firefox-esr", "allow": "http://127.0.0.1:8000"}'
 *   {"do": "goto", "url": "file:///…/index.html"}           → {"value": null}
 *   {"do": "run", "script": "(a, b) => a + b", "args": [1, 2]} → {"value": 3}
 *
 * All traffic goes through a proxy on loopback that writes down each address and lets through none but those of the
 * origin `allow`. So a request is seen whatever made it: a page, a worker, or a page on file://, for which Firefox
 * reports no requests. Names and arguments of the commands: tests/support/driver.py.
 */
import { createServer, request as ask } from "node:http";
import { createInterface } from "node:readline";
import puppeteer from "puppeteer-core";

const settings = JSON.parse(process.argv[2]);
const requests = [];
const errors = [];
/** Chromium asks these of its own accord and cannot be told not to. A page that does is seen by the page's events. */
const OWN = settings.browser === "chromium" ? ["update.googleapis.com", "accounts.google.com"] : [];
const own = (address) => OWN.includes(address.replace(/^\w+:\/\//, "").split(/[:/]/)[0]);
const record = (address) => void (own(address) || requests.push(address));

const proxy = createServer((incoming, outgoing) => {
  record(incoming.url);
  if (!settings.allow || new URL(incoming.url).origin !== settings.allow) return outgoing.writeHead(403).end();
  const onward = ask(incoming.url, { method: incoming.method, headers: incoming.headers }, (answer) => {
    outgoing.writeHead(answer.statusCode, answer.headers);
    answer.pipe(outgoing);
  });
  onward.on("error", () => outgoing.destroy()); // as if the server itself had hung up
  incoming.pipe(onward);
});
for (const event of ["connect", "upgrade"]) {
  proxy.on(event, (incoming, socket) => {
    record(incoming.url);
    socket.on("error", () => {}); // the browser may have gone
    socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
  });
}
await new Promise((ready) => proxy.listen(0, "127.0.0.1", ready));
const { port } = proxy.address();

// What follows turns off what a browser asks for of its own accord, so that the list holds the pages' requests alone.
const firefox = {
  env: { ...process.env, MOZ_REMOTE_SETTINGS_DEVTOOLS: "1" }, // else a release ignores services.settings.server
  extraPrefsFirefox: {
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": port,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": port,
    "network.proxy.no_proxies_on": "",
    "network.proxy.allow_hijacking_localhost": true,
    "network.dns.disablePrefetch": true,
    "network.captive-portal-service.enabled": false,
    "network.connectivity-service.enabled": false,
    "security.fileuri.strict_origin_policy": true, // as readers have it: puppeteer turns it off
    "browser.sessionhistory.max_total_viewers": 0, // puppeteer waits for a load, which a page kept in memory spares
    "ui.prefersReducedMotion": 1,
    "ui.systemUsesDarkTheme": settings.dark ? 1 : 0,
    ...(settings.downloads && {
      "browser.download.folderList": 2,
      "browser.download.dir": settings.downloads,
      "browser.download.always_ask_before_handling_new_types": false,
    }),
  },
};
const chromium = {
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-component-update",
    "--disable-features=NetworkTimeServiceQuerying,AutofillServerCommunication",
    `--proxy-server=127.0.0.1:${port}`,
    "--proxy-bypass-list=<-loopback>",
    "--force-prefers-reduced-motion",
    ...(settings.dark ? ["--force-dark-mode"] : []),
  ],
};
const browser = await puppeteer.launch({
  browser: settings.browser === "firefox" ? "firefox" : "chrome",
  executablePath: settings.program,
  headless: true,
  defaultViewport: { width: settings.width ?? 1280, height: settings.height ?? 900 },
  // Firefox has a preference for it.
  ...(settings.downloads ? { downloadBehavior: { policy: "allow", downloadPath: settings.downloads } } : {}),
  ...(settings.browser === "firefox" ? firefox : chromium),
});

const tabs = [];
let tab;

function watch(page) {
  page.setDefaultNavigationTimeout(180_000); // large pages, on a machine that others use
  tabs.push(page);
  page.on("request", (request) => {
    if (own(request.url())) requests.push(request.url());
  });
  page.on("pageerror", (error) => errors.push(`${page.url()}: ${error?.message ?? error}`));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(`${page.url()}: ${message.text()}`);
  });
  return page;
}

const drain = (list) => list.splice(0);
const call = (script, args = []) => `(${script})(...${JSON.stringify(args)})`;

const commands = {
  goto: async ({ url }) => void (await tab.goto(url)),
  reload: async () => void (await tab.reload()),
  back: async () => void (await tab.goBack()),
  url: () => tab.evaluate("location.href"), // tab.url() learns of a redirect later
  run: ({ script, args }) => tab.evaluate(call(script, args)),
  wait: async ({ script, args }) => void (await tab.waitForFunction(call(script, args))),
  click: async ({ selector }) => void (await tab.locator(selector).click()),
  hover: async ({ selector }) => void (await tab.locator(selector).hover()),
  type: async ({ text }) => void (await tab.keyboard.type(text)),
  press: async ({ key }) => void (await tab.keyboard.press(key)),
  upload: async ({ selector, files }) => void (await (await tab.$(selector)).uploadFile(...files)),
  size: async ({ width, height }) => void (await tab.setViewport({ width, height })),
  screenshot: async ({ file, full }) => void (await tab.screenshot({ path: file, fullPage: Boolean(full) })),
  open: async () => {
    tab = watch(await browser.newPage());
    await tab.bringToFront(); // else Firefox takes keys, but tells the page nothing of its focus
    return tabs.length - 1;
  },
  use: async ({ number }) => {
    tab = tabs[number];
    await tab.bringToFront();
  },
  close: async () => {
    await tab.close();
    tabs.splice(tabs.indexOf(tab), 1);
    tab = tabs.at(-1);
  },
  installability: async () => (await (await tab.createCDPSession()).send("Page.getInstallabilityErrors")).installabilityErrors,
  requests: () => drain(requests),
  errors: () => drain(errors),
};

await commands.open();
const say = (answer) => process.stdout.write(`${JSON.stringify(answer)}\n`);
say({ value: await browser.version() });
for await (const line of createInterface({ input: process.stdin })) {
  const { do: name, ...given } = JSON.parse(line);
  try {
    say({ value: (await commands[name](given)) ?? null });
  } catch (error) {
    say({ error: error.stack ?? String(error) });
  }
}
await browser.close();
proxy.close();
proxy.closeAllConnections();
