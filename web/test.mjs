/** Compile the tests and run them with Node's own runner; `--write-histories` writes the golden file instead. */
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { build } from "esbuild";

process.chdir(new URL(".", import.meta.url).pathname);
rmSync(".build", { recursive: true, force: true });
const write = process.argv.includes("--write-histories");
const sources = write ? ["write-histories.ts"] : readdirSync("test").filter((name) => name.endsWith(".test.ts")).sort();
await build({
  entryPoints: sources.map((name) => `test/${name}`),
  outdir: ".build",
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  sourcemap: "inline",
  packages: "external",
  logLevel: "warning",
});
const scripts = sources.map((name) => `.build/${name.replace(/\.ts$/, ".mjs")}`);
const run = spawnSync(process.execPath, ["--enable-source-maps", ...(write ? scripts : ["--test", ...scripts])], { stdio: "inherit" });
process.exit(run.status ?? 1);
