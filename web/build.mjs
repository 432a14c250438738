/**
 * Bundle what runs in the browser into classic scripts. The results are committed, and the same sources give the same
 * bytes: `--check` fails when a committed script is not what the sources make, or is too large.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const FOLDER = "overrides/assets/javascripts";
const license = readFileSync(new URL("node_modules/ts-fsrs/LICENSE", import.meta.url), "utf8").trim();
/** The most bytes of each, gzip. */
const SCRIPTS = [
  { name: "practice.js", entry: "src/main.ts", most: 40_000, banner: `The practice app. Its sources are in web/. It contains ts-fsrs:\n\n${license}\n` },
  { name: "search.js", entry: "src/search/main.ts", most: 7_000, banner: "Search in the header. Its sources are in web/src/search/." },
];

for (const { name, entry, most, banner } of SCRIPTS) {
  const result = await build({
    absWorkingDir: new URL(".", import.meta.url).pathname,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2020",
    charset: "utf8",
    legalComments: "none",
    banner: { js: `/* ${banner}*/` },
    write: false,
  });
  const script = Buffer.from(result.outputFiles[0].contents);
  const size = gzipSync(script, { level: 9 }).length;
  console.log(`${name}: ${script.length} bytes, ${size} gzip`);
  if (size > most) fail(`${name} is larger than ${most} bytes gzip`);
  const output = new URL(`../${FOLDER}/${name}`, import.meta.url);
  if (!process.argv.includes("--check")) writeFileSync(output, script);
  else if (!script.equals(readFileSync(output))) fail(`${FOLDER}/${name} is not current: npm run build`);
}

function fail(text) {
  console.error(text);
  process.exit(1);
}
