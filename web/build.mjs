/**
 * Bundle the practice app into one classic script. The result is committed, and the same sources give the same bytes:
 * `--check` fails when the committed script is not what the sources make, or is too large.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const OUTPUT = new URL("../overrides/assets/javascripts/practice.js", import.meta.url);
const MOST = 40_000; // bytes, gzip
const licence = readFileSync(new URL("node_modules/ts-fsrs/LICENSE", import.meta.url), "utf8").trim();

const result = await build({
  absWorkingDir: new URL(".", import.meta.url).pathname,
  entryPoints: ["src/main.ts"],
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2020",
  charset: "utf8",
  legalComments: "none",
  banner: { js: `/* The practice app. Its sources are in web/. It contains ts-fsrs:\n\n${licence}\n*/` },
  write: false,
});
const script = Buffer.from(result.outputFiles[0].contents);
const size = gzipSync(script, { level: 9 }).length;
console.log(`practice.js: ${script.length} bytes, ${size} gzip`);
if (size > MOST) fail(`practice.js is larger than ${MOST} bytes gzip`);

if (process.argv.includes("--check")) {
  if (!script.equals(readFileSync(OUTPUT))) fail("overrides/assets/javascripts/practice.js is not current: npm run build");
} else {
  writeFileSync(OUTPUT, script);
}

function fail(text) {
  console.error(text);
  process.exit(1);
}
