/**
 * Measures a built site with Lighthouse, as a phone sees it, and fails where a score is lower than it should be.
 *
 *   node measure.mjs SITE PORT [RUNS]
 *
 * The site must have been built for http://127.0.0.1:PORT/ (else canonical addresses lead elsewhere). It is served as hosts
 * do: compressed with Brotli, files of the theme to be kept. The page with about 30 cards is looked for; its folder is the
 * service, and the folder above the category. Scores of performance are the median of the runs.
 */
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, relative } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const CARDS = 30;
const LEAST = { performance: 98, accessibility: 100, "best-practices": 100, seo: 100 };
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".webmanifest": "application/manifest+json",
  ".xml": "application/xml",
  ".txt": "text/plain; charset=utf-8",
};

const [site, port, runs = "3"] = process.argv.slice(2);
if (!site || !port || !existsSync(join(site, "index.html"))) {
  console.error("usage: node measure.mjs SITE PORT [RUNS]; SITE is a built site");
  process.exit(2);
}

function pages() {
  let best = ["", Infinity];
  for (const name of readdirSync(site, { recursive: true })) {
    if (!name.endsWith("index.html")) continue;
    const count = readFileSync(join(site, name), "utf8").split('<details class="question"').length - 1;
    if (Math.abs(count - CARDS) < Math.abs(best[1] - CARDS)) best = [name.slice(0, -"index.html".length), count];
  }
  const folders = best[0].split("/").filter(Boolean);
  const found = { home: "", category: `${folders[0]}/`, service: `${folders.slice(0, 2).join("/")}/`, [`${best[1]} cards`]: best[0] };
  for (const name of ["glossary", "practice"]) if (existsSync(join(site, name))) found[name] = `${name}/`;
  return found;
}

const kept = new Map();
const server = createServer((request, response) => {
  const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
  let file = join(site, path);
  if (relative(site, file).startsWith("..")) return response.writeHead(404).end();
  if (existsSync(file) && statSync(file).isDirectory()) file = join(file, "index.html");
  if (!existsSync(file)) return response.writeHead(404, { "content-type": TYPES[".html"] }).end(readFileSync(join(site, "404.html")));
  if (!kept.has(file)) kept.set(file, brotliCompressSync(readFileSync(file)));
  response.writeHead(200, {
    "content-type": TYPES[extname(file)] ?? "application/octet-stream",
    "content-encoding": "br",
    "cache-control": path.includes("/assets/") ? "public, max-age=31536000" : "public, max-age=600",
  });
  response.end(kept.get(file));
});
await new Promise((ready) => server.listen(Number(port), "127.0.0.1", ready));

const middle = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const chrome = await launch({ chromePath: process.env.CHROME_PATH ?? "/usr/bin/chromium", chromeFlags: ["--headless=new", "--no-sandbox"] });
let low = false;
try {
  console.log(["page", ...Object.keys(LEAST), "LCP ms", "TBT ms", "CLS", "requests", "kB"].join("\t"));
  for (const [name, path] of Object.entries(pages())) {
    const reports = [];
    for (let run = 0; run < Number(runs); run++) {
      const { lhr } = await lighthouse(`http://127.0.0.1:${port}/${path}`, { port: chrome.port, output: "json", logLevel: "error", onlyCategories: Object.keys(LEAST) });
      reports.push(lhr);
    }
    const scores = Object.keys(LEAST).map((category) => Math.round(100 * middle(reports.map((lhr) => lhr.categories[category].score))));
    const figure = (audit) => middle(reports.map((lhr) => lhr.audits[audit].numericValue));
    const requests = reports[0].audits["network-requests"].details.items.filter((item) => item.url.startsWith("http"));
    const bytes = requests.reduce((sum, item) => sum + (item.transferSize || 0), 0);
    console.log([name, ...scores, Math.round(figure("largest-contentful-paint")), Math.round(figure("total-blocking-time")), figure("cumulative-layout-shift").toFixed(3), requests.length, Math.round(bytes / 1000)].join("\t"));
    for (const [at, category] of Object.keys(LEAST).entries()) {
      if (scores[at] >= LEAST[category]) continue;
      low = true;
      for (const { id, weight } of reports[0].categories[category].auditRefs) {
        const audit = reports[0].audits[id];
        if (weight && audit.score !== null && audit.score < 1) console.log(`  ${category}: ${audit.title} (${id}, ${audit.score}) ${JSON.stringify((audit.details?.items ?? []).slice(0, 3).map((item) => item.node?.snippet ?? item.description ?? item.source ?? item.url ?? ""))}`);
      }
    }
  }
} finally {
  await chrome.kill();
  server.close();
}
process.exit(low ? 1 : 0);
